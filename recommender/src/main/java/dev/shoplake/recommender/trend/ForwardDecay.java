package dev.shoplake.recommender.trend;

import java.time.Duration;
import java.time.Instant;

/**
 * Exponentially decayed counts that never have to be refreshed (Cormode, Shkapenyuk, Srivastava and Xu, "Forward Decay: A
 * Practical Time Decay Model for Streaming Systems", ICDE 2009). Instead of shrinking old interactions, each new one counts
 * more: {@code score = log2 Σ w · 2^((t − landmark) / half-life)}. Kept as a logarithm, it overflows in no year; at every
 * instant it is the backward-decayed count's logarithm plus the same number for all, so the order is the same.
 *
 * @param halfLife age at which an interaction counts half
 */
public record ForwardDecay(Duration halfLife) {
    private static final Instant LANDMARK = Instant.EPOCH;

    /**
     * The score of one interaction alone.
     *
     * @param weight above 0
     */
    double score(double weight, Instant at) {
        return log2(weight) + (double) Duration.between(LANDMARK, at).toMillis() / halfLife.toMillis();
    }

    /** The score of two sums together: {@code log2(2^left + 2^right)}, computed so that neither power is. */
    static double sum(double left, double right) {
        double larger = Math.max(left, right);
        double smaller = Math.min(left, right);
        return larger + Math.log1p(Math.pow(2, smaller - larger)) / LN2;
    }

    private static final double LN2 = Math.log(2);

    private static double log2(double value) {
        return Math.log(value) / LN2;
    }
}
