package dev.shoplake.contracts.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.Item;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.Event.Purchase;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of events. {@link #read} expects what {@link EventValidator} has accepted. */
public final class EventJson {
    /** Deep enough for every event; the schema library gives up at 500 levels, so this must lie below. */
    private static final int MAX_NESTING = 64;

    /** Decimals keep their digits; two values for one field or a second JSON value behind the first are faults. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventJson() {}

    /** Writes one event as UTF-8 JSON without line breaks. */
    public static byte[] write(Event event) {
        var json = MAPPER.createObjectNode();
        json.put("event_id", event.common().eventId());
        json.put("event_type", event.type().wireName());
        json.put("schema_version", 1);
        json.put("occurred_at", event.common().occurredAt().toString());
        json.put("user_id", event.common().userId());
        json.put("session_id", event.common().sessionId());
        switch (event) {
            case PageView view -> {
                putIfPresent(json, "product_id", view.productId());
                putIfPresent(json, "referrer", view.referrer());
                putIfPresent(json, "recommendation_id", view.recommendationId());
            }
            case AddToCart cart -> {
                json.put("product_id", cart.productId());
                json.put("quantity", cart.quantity());
                if (cart.unitPrice() != null) {
                    json.put("unit_price", cart.unitPrice());
                }
                putIfPresent(json, "currency", cart.currency());
                putIfPresent(json, "recommendation_id", cart.recommendationId());
            }
            case Comment comment -> {
                json.put("product_id", comment.productId());
                json.put("rating", comment.rating());
                putIfPresent(json, "text", comment.text());
            }
            case Purchase purchase -> {
                json.put("order_id", purchase.orderId());
                json.put("currency", purchase.currency());
                var items = json.putArray("items");
                purchase.items()
                        .forEach(item -> items.addObject()
                                .put("product_id", item.productId())
                                .put("quantity", item.quantity())
                                .put("unit_price", item.unitPrice()));
                putIfPresent(json, "recommendation_id", purchase.recommendationId());
            }
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("event " + event.common().eventId() + " has no JSON form", e);
        }
    }

    /**
     * The event in a JSON object that conforms to its schema.
     *
     * @throws RuntimeException if it does not conform
     */
    public static Event read(JsonNode json) {
        var common = new Common(
                text(json, "event_id"),
                OffsetDateTime.parse(text(json, "occurred_at")).toInstant(),
                text(json, "user_id"),
                text(json, "session_id"));
        var type = EventType.ofWireName(text(json, "event_type"))
                .orElseThrow(() -> new IllegalArgumentException("unknown event type " + text(json, "event_type")));
        return switch (type) {
            case PAGE_VIEW ->
                new PageView(
                        common,
                        textOrNull(json, "product_id"),
                        textOrNull(json, "referrer"),
                        textOrNull(json, "recommendation_id"));
            case ADD_TO_CART ->
                new AddToCart(
                        common,
                        text(json, "product_id"),
                        json.required("quantity").intValue(),
                        decimalOrNull(json, "unit_price"),
                        textOrNull(json, "currency"),
                        textOrNull(json, "recommendation_id"));
            case COMMENT ->
                new Comment(
                        common,
                        text(json, "product_id"),
                        json.required("rating").intValue(),
                        textOrNull(json, "text"));
            case PURCHASE ->
                new Purchase(
                        common,
                        text(json, "order_id"),
                        text(json, "currency"),
                        items(json.required("items")),
                        textOrNull(json, "recommendation_id"));
        };
    }

    /** The mapper that keeps decimals exact, for those who parse before they validate. */
    static ObjectMapper mapper() {
        return MAPPER;
    }

    private static List<Item> items(JsonNode array) {
        var items = new ArrayList<Item>(array.size());
        for (var item : array) {
            items.add(new Item(
                    text(item, "product_id"),
                    item.required("quantity").intValue(),
                    item.required("unit_price").decimalValue()));
        }
        return items;
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).textValue();
    }

    private static @Nullable String textOrNull(JsonNode json, String field) {
        return json.path(field).textValue();
    }

    private static @Nullable BigDecimal decimalOrNull(JsonNode json, String field) {
        var value = json.get(field);
        return value == null || value.isNull() ? null : value.decimalValue();
    }

    private static void putIfPresent(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }
}
