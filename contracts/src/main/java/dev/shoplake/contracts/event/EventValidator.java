package dev.shoplake.contracts.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a message by its event type's JSON Schema (draft 2020-12, formats asserted) and by what a schema cannot say: size
 * and time. Pure but for the clock; safe for use by several threads.
 */
public final class EventValidator {
    /** No event is larger than this; 256 KiB hold a purchase of 2,000 lines. */
    public static final int MAX_BYTES = 256 * 1024;

    /** How far a shop's clock may run ahead of ours. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final Map<EventType, Schema> schemas = new EnumMap<>(EventType.class);
    private final Clock clock;

    public EventValidator(Clock clock) {
        this.clock = clock;
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (var type : EventType.values()) {
            schemas.put(type, registry.getSchema(schemaText(type), InputFormat.JSON));
        }
    }

    /** The JSON Schema of an event type, as shipped. */
    public static String schemaText(EventType type) {
        var name = "/schemas/" + type.wireName() + ".v1.json";
        try (InputStream stream = EventValidator.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("schema " + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("schema " + name + " cannot be read", e);
        }
    }

    /**
     * Judges one message.
     *
     * @param message UTF-8 JSON, any size
     * @return the event, or every reason why it is none
     */
    public Verdict validate(byte[] message) {
        if (message.length > MAX_BYTES) {
            return rejected(
                    "", "size", "event has %,d bytes: expected at most %,d".formatted(message.length, MAX_BYTES));
        }
        JsonNode json;
        try {
            json = EventJson.mapper().readTree(message);
        } catch (JacksonException e) {
            return rejected("", "json", "event is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return rejected("", "json", "event is not JSON: " + e.getMessage());
        }
        if (json == null || !json.isObject()) {
            return rejected("", "json", "event is not a JSON object");
        }
        var type = EventType.ofWireName(json.path("event_type").asText(""));
        if (type.isEmpty()) {
            return rejected(
                    "/event_type",
                    "unknown_event_type",
                    "event_type is %s: expected one of page_view, add_to_cart, comment, purchase"
                            .formatted(json.path("event_type")));
        }
        var reasons = schemaReasons(type.get(), message);
        if (!reasons.isEmpty()) {
            return new Verdict.Rejected(reasons);
        }
        var event = EventJson.read(json);
        var latest = clock.instant().plus(CLOCK_TOLERANCE);
        if (event.common().occurredAt().isAfter(latest)) {
            return rejected(
                    "/occurred_at",
                    "future",
                    "occurred_at is %s: expected at most %s after now"
                            .formatted(event.common().occurredAt(), CLOCK_TOLERANCE));
        }
        return new Verdict.Accepted(event);
    }

    private List<Reason> schemaReasons(EventType type, byte[] message) {
        Schema schema = schemas.get(type);
        if (schema == null) {
            throw new IllegalStateException("no schema for " + type);
        }
        var errors = schema.validate(
                new String(message, StandardCharsets.UTF_8),
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        var reasons = new ArrayList<Reason>(errors.size());
        for (var error : errors) {
            reasons.add(new Reason(
                    error.getInstanceLocation().toString(),
                    String.valueOf(error.getKeyword()),
                    String.valueOf(error.getMessage())));
        }
        return reasons;
    }

    private static Verdict rejected(String pointer, String keyword, String message) {
        return new Verdict.Rejected(List.of(new Reason(pointer, keyword, message)));
    }
}
