package dev.shoplake.benchmarks.click;

import java.util.Arrays;

/** Latencies of one kind, in nanoseconds. */
final class Latencies {
    private final long[] sorted;

    Latencies(long[] nanos) {
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    /** The smallest latency that at least this share (0 to 1) of all do not exceed (nearest rank), in milliseconds. */
    double percentile(double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(1, rank) - 1] / 1e6;
    }

    String line(String name) {
        return "%-34s %8.1f %8.1f %8.1f %8.1f"
                .formatted(name, percentile(0.5), percentile(0.95), percentile(0.99), percentile(1));
    }
}
