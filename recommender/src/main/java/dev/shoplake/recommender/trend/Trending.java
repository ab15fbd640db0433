package dev.shoplake.recommender.trend;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is popular at one instant.
 *
 * @param readAt when it was read
 * @param overall best first
 * @param inCategory category → its products, best first
 */
public record Trending(Instant readAt, List<Entry> overall, Map<String, List<Entry>> inCategory) {
    /**
     * A product in a trending list.
     *
     * @param score see {@link ForwardDecay}
     */
    public record Entry(String productId, double score) {}

    /** Before anything was counted. */
    public static Trending none(Instant readAt) {
        return new Trending(readAt, List.of(), Map.of());
    }
}
