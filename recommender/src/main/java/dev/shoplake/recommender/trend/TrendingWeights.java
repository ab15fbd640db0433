package dev.shoplake.recommender.trend;

import dev.shoplake.contracts.event.EventType;

/** What an interaction is worth for popularity: the weights that models are trained with by default. */
final class TrendingWeights {
    private TrendingWeights() {}

    /** @param amount the rating of a comment; a rating below 3 is worth nothing */
    static double weight(EventType type, int amount) {
        return switch (type) {
            case PAGE_VIEW -> 1;
            case ADD_TO_CART -> 3;
            case COMMENT -> amount >= 3 ? 2 : 0;
            case PURCHASE -> 5;
        };
    }
}
