package dev.shoplake.contracts.ranking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.EventType;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What a model was trained with, and what serving must therefore use too.
 *
 * @param rank length of a factor vector
 * @param alpha confidence added per unit of weight
 * @param regularization MLlib's {@code regParam}: multiplied by the number of a row's positive weights
 * @param halfLife age at which an interaction counts half when factors are trained, counted from the newest purchase
 *     of the shop
 * @param visitHalfLife number of a user's later visits after which an interaction of that user counts half when the user
 *     is ranked for
 * @param weights what interactions are worth
 * @param buyAgainShare share of the buy-again signal in the blend, 0 to 1; the rest is ALS
 */
public record ModelParameters(
        int rank,
        double alpha,
        double regularization,
        Duration halfLife,
        double visitHalfLife,
        InteractionWeights weights,
        double buyAgainShare) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** The weight of one interaction before decay. */
    public double weight(EventType type, int amount) {
        return weights.of(type, amount);
    }

    /** The factor by which an interaction of this age still counts: 2^(−age / half-life); 1 for a negative age. */
    public double decay(Duration age) {
        return age.isNegative() ? 1 : Math.pow(2, -(double) age.toMillis() / halfLife.toMillis());
    }

    /** The factor by which an interaction still counts after so many later visits: 2^(−visits / visit half-life). */
    public double decay(int laterVisits) {
        return Math.pow(2, -laterVisits / visitHalfLife);
    }

    public String toJson() {
        return MAPPER.createObjectNode()
                .put("rank", rank)
                .put("alpha", alpha)
                .put("regularization", regularization)
                .put("half_life", halfLife.toString())
                .put("visit_half_life", visitHalfLife)
                .put("page_view_weight", weights.pageView())
                .put("add_to_cart_weight", weights.addToCart())
                .put("comment_weight", weights.comment())
                .put("purchase_weight", weights.purchase())
                .put("buy_again_share", buyAgainShare)
                .toString();
    }

    public static ModelParameters ofJson(String text) {
        try {
            var json = MAPPER.readTree(text);
            return new ModelParameters(
                    json.required("rank").intValue(),
                    json.required("alpha").doubleValue(),
                    json.required("regularization").doubleValue(),
                    Duration.parse(json.required("half_life").asText()),
                    json.required("visit_half_life").doubleValue(),
                    new InteractionWeights(
                            json.required("page_view_weight").doubleValue(),
                            json.required("add_to_cart_weight").doubleValue(),
                            json.required("comment_weight").doubleValue(),
                            json.required("purchase_weight").doubleValue()),
                    json.required("buy_again_share").doubleValue());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not model parameters: " + text, e);
        }
    }
}
