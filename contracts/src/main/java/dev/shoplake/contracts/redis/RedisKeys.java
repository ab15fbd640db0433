package dev.shoplake.contracts.redis;

import java.time.Duration;

/**
 * Every key in Redis. Keys of one user carry the hash tag {@code {user}}, so that they share a slot of a cluster; every key
 * has a time to live or a bound.
 */
public final class RedisKeys {
    /** Hash: product id → {@link CatalogueEntry} as JSON. Bounded by the catalogue. */
    public static final String CATALOGUE = "catalogue";

    /**
     * Sorted set: user id → epoch millisecond of the newest arrival, a whole number; taken out when the user's list was
     * refreshed. The refresh marks what it works on with a fraction.
     */
    public static final String ACTIVE_USERS = "active";

    /**
     * Sorted set: user id → epoch millisecond of the newest refreshed arrival. The newest {@link #RECENTLY_ACTIVE_LIMIT}:
     * those whose lists are computed anew when a model goes live, because training cannot know their latest events.
     */
    public static final String RECENTLY_ACTIVE = "recently_active";

    /** Text: the version of the model whose lists are live. */
    public static final String CURRENT_MODEL = "model:current";

    /** Sorted set: model version → epoch millisecond of its push. Bounded: a push takes out all but the newest few. */
    public static final String MODELS = "models";

    /** Sorted set: product id → trending score over all products, see {@link #trendingInCategory}. */
    public static final String TRENDING = "trending:all";

    /** Interactions kept per user, see {@link #activity}. */
    public static final int ACTIVITY_LIMIT = 500;

    /** Users kept in {@link #RECENTLY_ACTIVE}. */
    public static final int RECENTLY_ACTIVE_LIMIT = 100_000;

    public static final Duration ACTIVITY_TTL = Duration.ofDays(90);
    public static final Duration SEEN_TTL = Duration.ofDays(30);
    public static final Duration MODEL_TTL = Duration.ofDays(30);

    /** Products kept in each trending set. */
    public static final int TRENDING_LIMIT = 200;

    private RedisKeys() {}

    /** List, newest arrival first, at most {@link #ACTIVITY_LIMIT}: {@link ActivityEntry} in text form. */
    public static String activity(String userId) {
        return "activity:{" + userId + "}";
    }

    /**
     * Sorted set: event id → offset of its first arrival; de-duplication and replay fence of one user in one partition. The
     * topic id, not its name, is part of the key: offsets of a topic that was made anew start again.
     */
    public static String seen(String userId, String topicId, int partition) {
        return "seen:{" + userId + "}:" + topicId + ":" + partition;
    }

    /** Text: the user's list under one model, {@link RecommendationList} as JSON. */
    public static String recommendations(String userId, String modelVersion) {
        return "recommendations:{" + userId + "}:" + modelVersion;
    }

    /** Hash of one model: {@code parameters} (JSON) and {@code factors} (bytes), see {@code ranking.Model}. */
    public static String model(String version) {
        return "model:" + version;
    }

    /**
     * Sorted set: product id → trending score, in one category. Scores are logarithms of forward-decayed counts with one
     * landmark: comparable among each other at any time.
     */
    public static String trendingInCategory(String category) {
        return "trending:category:" + category;
    }

    /** Sorted set as {@link #trendingInCategory}, among the shoppers of one country. */
    public static String trendingInCountry(String country) {
        return "trending:country:" + country;
    }
}
