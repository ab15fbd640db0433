package dev.shoplake.recommender.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One answer.
 *
 * @param recommendationId identity of the answer, to be sent with the clicks it leads to
 * @param endpoint which question was asked
 * @param userId whom it is for; null where the question names no user
 * @param modelVersion the live model; null before the first
 * @param computedAt when what stands first was computed
 * @param items best first
 */
record Answer(
        UUID recommendationId,
        Endpoint endpoint,
        @Nullable String userId,
        @Nullable String modelVersion,
        Instant computedAt,
        List<Item> items) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    Answer {
        items = List.copyOf(items);
    }

    /** The questions. */
    enum Endpoint {
        USER("user"),
        SIMILAR("similar"),
        TRENDING("trending");

        private final String wireName;

        Endpoint(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    /**
     * One place.
     *
     * @param score higher is better; comparable among items of one source only
     * @param source wire name of a {@link Source}
     */
    record Item(String productId, String name, double score, String source) {}

    /** What the first place came from; {@code none} for an empty answer. */
    String mainSource() {
        return items.isEmpty() ? "none" : items.getFirst().source();
    }

    /** The body of the HTTP answer. */
    byte[] toJson() {
        var json = MAPPER.createObjectNode().put("recommendation_id", recommendationId.toString());
        if (userId != null) {
            json.put("user_id", userId);
        }
        json.put("model_version", modelVersion).put("computed_at", computedAt.toString());
        var array = json.putArray("items");
        items.forEach(item -> array.addObject()
                .put("product_id", item.productId())
                .put("product_name", item.name())
                .put("score", item.score())
                .put("source", item.source()));
        return bytes(json);
    }

    /** The message that says what was shown; positions count from 1. */
    byte[] toImpression(Instant servedAt) {
        var json = MAPPER.createObjectNode()
                .put("schema_version", 1)
                .put("recommendation_id", recommendationId.toString())
                .put("served_at", servedAt.toString())
                .put("endpoint", endpoint.wireName())
                .put("user_id", userId)
                .put("model_version", modelVersion);
        var array = json.putArray("items");
        for (int place = 0; place < items.size(); place++) {
            array.addObject()
                    .put("position", place + 1)
                    .put("product_id", items.get(place).productId())
                    .put("source", items.get(place).source());
        }
        return bytes(json);
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
