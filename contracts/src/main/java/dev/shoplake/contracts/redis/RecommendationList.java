package dev.shoplake.contracts.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A user's recommendations under one model, best first.
 *
 * @param computedAt when the list was computed
 * @param items best first; never services, see {@link CatalogueEntry#isProduct}
 */
public record RecommendationList(Instant computedAt, List<Item> items) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    public RecommendationList {
        items = List.copyOf(items);
    }

    /**
     * One place in the list.
     *
     * @param score higher is better; comparable inside one list only
     * @param source the signal that gave most: {@code als} or {@code buy_again}; {@code popular} where the user has no history
     *     to rank by
     */
    public record Item(String productId, double score, String source) {}

    public String toJson() {
        var json = MAPPER.createObjectNode().put("computed_at", computedAt.toString());
        var array = json.putArray("items");
        items.forEach(item -> array.addObject()
                .put("product_id", item.productId())
                .put("score", item.score())
                .put("source", item.source()));
        return json.toString();
    }

    public static RecommendationList ofJson(String text) {
        try {
            var json = MAPPER.readTree(text);
            var items = new ArrayList<Item>();
            for (var item : json.required("items")) {
                items.add(new Item(
                        item.required("product_id").asText(),
                        item.required("score").asDouble(),
                        item.required("source").asText()));
            }
            return new RecommendationList(
                    Instant.parse(json.required("computed_at").asText()), items);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not a recommendation list: " + text, e);
        }
    }
}
