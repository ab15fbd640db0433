package dev.shoplake.producers.history;

import java.time.Duration;
import java.util.List;

/** The numbers of the model by which visits are derived from orders; docs/events.md explains them. */
final class VisitModel {
    /** Products of an order that are viewed and put into the cart before it, at most. */
    static final int MOST_BOUGHT_PRODUCTS_SHOWN = 6;

    /** Products looked at and not bought in the visit of a purchase: 0 to this, equally likely. */
    static final int MOST_OTHER_PRODUCTS_SHOWN = 2;

    /** Share of those that go into the cart and stay there. */
    static final double ABANDONED_SHARE = 0.25;

    /** Time between two actions of a visit, equally likely in between. */
    static final Duration SHORTEST_STEP = Duration.ofSeconds(15);

    static final Duration LONGEST_STEP = Duration.ofMinutes(3);

    /** Mean number of later visits of the same customer that lead to nothing, an order (Poisson). */
    static final double OWN_VISITS = 1.1;

    /** They happen this many days after the order. */
    static final int OWN_VISITS_WITHIN_DAYS = 21;

    /** Share of the products seen in them that come out of the order; the rest is what sells now. */
    static final double SEEN_AGAIN_SHARE = 0.4;

    /** Mean number of visits by others that lead to nothing, an order (Poisson). */
    static final double OTHER_VISITS = 1.3;

    /** They happen this many days after the order, so that traffic follows trade. */
    static final int OTHER_VISITS_WITHIN_DAYS = 7;

    /** Visitors without an account among whom those visits are shared. */
    static final int VISITORS = 4_000;

    /** Products viewed in a visit that leads to nothing: 1 to this, equally likely. */
    static final int MOST_PRODUCTS_BROWSED = 4;

    /** Share of those visits with a cart. */
    static final double BROWSING_WITH_CART_SHARE = 0.35;

    /** Share of orders that are commented on, 3 to 14 days later. */
    static final double COMMENTED_SHARE = 0.12;

    static final int FIRST_COMMENT_DAY = 3;
    static final int LAST_COMMENT_DAY = 14;

    /** Products commented on in one visit, at most. */
    static final int MOST_COMMENTS = 2;

    /** Share of ratings of 1, 2, 3, 4 and 5. */
    static final double[] RATING_SHARES = {0.04, 0.06, 0.13, 0.32, 0.45};

    /** Share of comments with words. */
    static final double WORDED_SHARE = 0.5;

    /** Words for ratings of 1 to 5. */
    static final List<String> WORDS = List.of(
            "Arrived broken and looks cheap.",
            "Not what the picture promised.",
            "Fine for the price.",
            "Good quality, sells well.",
            "Lovely, my customers ask for more.");

    /** Share of visits that start on the front page, and where they came from. */
    static final double FRONT_PAGE_SHARE = 0.6;

    static final List<String> REFERRERS =
            List.of("https://search.example/", "https://newsletter.example/", "https://social.example/");

    /** Sale lines of the past out of which the products of an aimless visit are drawn: what sells more is seen more. */
    static final int RECENT_LINES = 5_000;

    private VisitModel() {}
}
