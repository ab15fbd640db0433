package dev.shoplake.consumer.store.lake;

import static java.util.Objects.requireNonNullElse;

import dev.shoplake.consumer.deadletter.DeadLetter;
import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;

/** The rows of both tables. */
final class Rows {
    private static final byte[] EMPTY = {};

    private Rows() {}

    static Record event(Schema schema, AcceptedMessage accepted) {
        var event = accepted.event();
        var common = event.common();
        var row = sourced(schema, accepted.message());
        row.setField("event_id", common.eventId());
        row.setField("event_type", event.type().wireName());
        row.setField("occurred_at", utc(common.occurredAt()));
        row.setField("user_id", common.userId());
        row.setField("session_id", common.sessionId());
        switch (event) {
            case Event.PageView view -> {
                row.setField("product_id", view.productId());
                row.setField("recommendation_id", view.recommendationId());
            }
            case Event.AddToCart cart -> {
                row.setField("product_id", cart.productId());
                row.setField("recommendation_id", cart.recommendationId());
            }
            case Event.Comment comment -> row.setField("product_id", comment.productId());
            case Event.Purchase purchase -> {
                row.setField("order_id", purchase.orderId());
                row.setField("recommendation_id", purchase.recommendationId());
            }
        }
        row.setField("payload", new String(bytes(accepted.message()), StandardCharsets.UTF_8));
        row.setField("ingested_at", utc(accepted.message().readAt()));
        return row;
    }

    static Record deadLetter(Schema schema, DeadLetter letter) {
        var row = sourced(schema, letter.message());
        row.setField("event_type", letter.eventType());
        row.setField("reasons", letter.reasonsJson());
        row.setField("payload", ByteBuffer.wrap(bytes(letter.message())));
        row.setField("received_at", utc(letter.message().readAt()));
        return row;
    }

    private static Record sourced(Schema schema, Message message) {
        var row = GenericRecord.create(schema);
        row.setField("source_topic", message.source().topic());
        row.setField("source_partition", message.source().partition());
        row.setField("source_offset", message.offset());
        return row;
    }

    private static byte[] bytes(Message message) {
        return requireNonNullElse(message.value(), EMPTY);
    }

    /** Iceberg keeps microseconds. */
    private static OffsetDateTime utc(Instant instant) {
        return instant.truncatedTo(java.time.temporal.ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
