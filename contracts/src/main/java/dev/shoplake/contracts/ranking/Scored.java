package dev.shoplake.contracts.ranking;

/**
 * A product with its score.
 *
 * @param score higher is better; comparable inside one list only
 * @param source the signal that gave most of the score: {@link #ALS} or {@link #BUY_AGAIN}; {@link #POPULAR} where a user
 *     has no history to rank by
 */
public record Scored(String productId, double score, String source) {
    public static final String ALS = "als";
    public static final String BUY_AGAIN = "buy_again";
    public static final String POPULAR = "popular";
}
