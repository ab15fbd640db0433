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
 * @param halfLife age at which an interaction counts half when factors are trained, counted from the newest interaction
 *     of the shop
 * @param visitHalfLife number of a user's later visits after which an interaction of that user counts half when the user
 *     is ranked for
 * @param pageViewWeight weight of a page view
 * @param addToCartWeight weight of an add to cart
 * @param commentWeight weight of a comment with rating 3 or more; lower ratings weigh 0
 * @param purchaseWeight weight of a purchased line, whatever the quantity
 * @param buyAgainShare share of the buy-again signal in the blend, 0 to 1; the rest is ALS
 */
public record ModelParameters(
        int rank,
        double alpha,
        double regularization,
        Duration halfLife,
        double visitHalfLife,
        double pageViewWeight,
        double addToCartWeight,
        double commentWeight,
        double purchaseWeight,
        double buyAgainShare) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** The weight of one interaction before decay. */
    public double weight(EventType type, int amount) {
        return switch (type) {
            case PAGE_VIEW -> pageViewWeight;
            case ADD_TO_CART -> addToCartWeight;
            case COMMENT -> amount >= 3 ? commentWeight : 0;
            case PURCHASE -> purchaseWeight;
        };
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
                .put("page_view_weight", pageViewWeight)
                .put("add_to_cart_weight", addToCartWeight)
                .put("comment_weight", commentWeight)
                .put("purchase_weight", purchaseWeight)
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
                    json.required("page_view_weight").doubleValue(),
                    json.required("add_to_cart_weight").doubleValue(),
                    json.required("comment_weight").doubleValue(),
                    json.required("purchase_weight").doubleValue(),
                    json.required("buy_again_share").doubleValue());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not model parameters: " + text, e);
        }
    }
}
