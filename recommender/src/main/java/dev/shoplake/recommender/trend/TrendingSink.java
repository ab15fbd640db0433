package dev.shoplake.recommender.trend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where scores go. */
@FunctionalInterface
public interface TrendingSink {
    /**
     * Stores absolute scores: storing the same again changes nothing.
     *
     * @param scores in no order; may be as many as the catalogue has products
     */
    void write(List<Score> scores);

    /**
     * The score of a product that may be recommended.
     *
     * @param category null for a product without one
     * @param score see {@link ForwardDecay}
     */
    record Score(String productId, @Nullable String category, double score) {}
}
