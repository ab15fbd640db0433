package dev.shoplake.recommender.serve;

/** Why a product stands in an answer. */
enum Source {
    /** The user's list: factors of the live model gave most. */
    ALS("als"),
    /** The user's list: bought before. */
    BUY_AGAIN("buy_again"),
    /** Ranked in this request from what the user did, because no list was there. */
    SESSION("session"),
    /** Alike by the factors of the live model. */
    SIMILAR("similar"),
    /** Popular in the category in question. */
    CATEGORY_TRENDING("category_trending"),
    /** Popular in the shop. */
    TRENDING("trending"),
    /** Nothing better is known: a product of the catalogue. */
    CATALOGUE("catalogue");

    private final String wireName;

    Source(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
