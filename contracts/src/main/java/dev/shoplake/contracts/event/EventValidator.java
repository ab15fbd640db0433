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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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

    /** Reasons given in full; a message of 256 KiB can hold more faults than a header should carry. */
    public static final int MAX_REASONS = 100;

    /** Decimal places of a price, zeros included. */
    public static final int MAX_DECIMAL_PLACES = 32;

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
     * @return the event, or every reason why it is none, the first {@link #MAX_REASONS} in full
     */
    public Verdict validate(byte[] message) {
        if (message.length > MAX_BYTES) {
            return rejected(
                    "", "size", "event has %,d bytes: expected at most %,d".formatted(message.length, MAX_BYTES));
        }
        String text;
        JsonNode json;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message))
                    .toString();
            json = EventJson.mapper().readTree(text);
        } catch (CharacterCodingException e) {
            return rejected("", "json", "event is not JSON: it is not encoded in UTF-8");
        } catch (JacksonException e) {
            return rejected("", "json", "event is not JSON: " + e.getOriginalMessage());
        }
        if (!json.isObject()) {
            return rejected("", "json", "event is not a JSON object");
        }
        var type = EventType.ofWireName(json.path("event_type").asText(""));
        if (type.isEmpty()) {
            return rejected(
                    "/event_type",
                    "unknown_event_type",
                    "event_type is %s: expected one of page_view, add_to_cart, comment, purchase"
                            .formatted(shown(json.path("event_type"))));
        }
        var reasons = schemaReasons(type.get(), text);
        checkTime(json.path("occurred_at"), reasons);
        checkDecimals("", json, reasons);
        var items = json.path("items");
        for (int line = 0; line < items.size(); line++) {
            checkDecimals("/items/" + line, items.path(line), reasons);
        }
        if (!reasons.isEmpty()) {
            return new Verdict.Rejected(bounded(reasons));
        }
        return new Verdict.Accepted(EventJson.read(json));
    }

    private List<Reason> schemaReasons(EventType type, String text) {
        Schema schema = schemas.get(type);
        if (schema == null) {
            throw new IllegalStateException("no schema for " + type);
        }
        var errors = schema.validate(
                text,
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

    /** Adds what is wrong with a time; the schema's own word on it comes first. */
    private void checkTime(JsonNode occurredAt, List<Reason> reasons) {
        if (reasons.stream().anyMatch(reason -> reason.pointer().equals("/occurred_at")) || !occurredAt.isTextual()) {
            return;
        }
        try {
            var time = OffsetDateTime.parse(occurredAt.textValue()).toInstant();
            if (time.isAfter(clock.instant().plus(CLOCK_TOLERANCE))) {
                var expected = "expected at most %s after now".formatted(CLOCK_TOLERANCE);
                reasons.add(new Reason("/occurred_at", "future", "occurred_at is %s: %s".formatted(time, expected)));
            }
        } catch (DateTimeParseException e) {
            // RFC 3339 knows leap seconds; no clock of a JVM or of a table shows one
            reasons.add(new Reason("/occurred_at", "format", "occurred_at names no instant: " + e.getMessage()));
        }
    }

    /** Adds prices such as 1e-999999999: short to send, but every sum over them would not end. */
    private static void checkDecimals(String pointer, JsonNode holder, List<Reason> reasons) {
        var price = holder.path("unit_price");
        if (price.isNumber() && price.decimalValue().scale() > MAX_DECIMAL_PLACES) {
            reasons.add(new Reason(
                    pointer + "/unit_price",
                    "decimal_places",
                    "unit_price has %,d decimal places: expected at most %d"
                            .formatted(price.decimalValue().scale(), MAX_DECIMAL_PLACES)));
        }
    }

    private static List<Reason> bounded(List<Reason> reasons) {
        if (reasons.size() <= MAX_REASONS) {
            return reasons;
        }
        var first = new ArrayList<>(reasons.subList(0, MAX_REASONS));
        first.add(new Reason("", "more", "%,d more reasons".formatted(reasons.size() - MAX_REASONS)));
        return first;
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "missing";
        }
        var text = value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    private static Verdict rejected(String pointer, String keyword, String message) {
        return new Verdict.Rejected(List.of(new Reason(pointer, keyword, message)));
    }
}
