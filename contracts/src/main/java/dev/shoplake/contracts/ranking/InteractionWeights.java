package dev.shoplake.contracts.ranking;

import dev.shoplake.contracts.event.EventType;

/**
 * What an interaction is worth before decay, for training, ranking and trending alike.
 *
 * @param pageView of a page view
 * @param addToCart of an add to cart
 * @param comment of a comment with rating 3 or more; lower ratings weigh 0
 * @param purchase of a purchased line, whatever the quantity
 */
public record InteractionWeights(double pageView, double addToCart, double comment, double purchase) {
    /** What a model is trained with unless settings say otherwise. */
    public static final InteractionWeights DEFAULT = new InteractionWeights(1, 3, 2, 5);

    private static final int LOWEST_GOOD_RATING = 3;

    /** @param amount the rating of a comment; of no meaning otherwise */
    public double of(EventType type, int amount) {
        return switch (type) {
            case PAGE_VIEW -> pageView;
            case ADD_TO_CART -> addToCart;
            case COMMENT -> amount >= LOWEST_GOOD_RATING ? comment : 0;
            case PURCHASE -> purchase;
        };
    }
}
