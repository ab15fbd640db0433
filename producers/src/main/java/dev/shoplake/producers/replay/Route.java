package dev.shoplake.producers.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.contracts.topic.Topics.Topic;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a line goes. Nothing is judged here: a line of unknown type, or one that is not JSON, goes to {@link #FALLBACK}, so
 * that the consumer puts it among the dead letters with its reason.
 *
 * @param topic of its type
 * @param key its user id; where it has none, a hash of the line
 * @param occurredAt its time, if it has one that can be read
 */
record Route(Topic topic, String key, @Nullable Instant occurredAt) {
    static final Topic FALLBACK = Topics.of(EventType.PAGE_VIEW);

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_USER_ID = 128;

    static Route of(byte[] line) {
        String type = "";
        String userId = "";
        String occurredAt = "";
        try (var parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return unknown(line);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var field = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    parser.skipChildren();
                    continue;
                }
                switch (field) {
                    case "event_type" -> type = parser.getText();
                    case "user_id" -> userId = parser.getText();
                    case "occurred_at" -> occurredAt = parser.getText();
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            return unknown(line);
        }
        return new Route(
                EventType.ofWireName(type).map(Topics::of).orElse(FALLBACK),
                userId.isEmpty() || userId.length() > LONGEST_USER_ID ? hash(line) : userId,
                instant(occurredAt));
    }

    private static Route unknown(byte[] line) {
        return new Route(FALLBACK, hash(line), null);
    }

    private static String hash(byte[] line) {
        return UUID.nameUUIDFromBytes(line).toString();
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
