package dev.shoplake.contracts.ranking;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/**
 * What one user's interactions say about each product. Age is counted in the user's own later visits, not in days: it needs
 * no clock, so that the same history always gives the same list, and a shopper who comes back after a year is not a stranger.
 */
final class History {
    /** The silence that ends a visit. */
    private static final Duration SILENCE = Duration.ofMinutes(30);

    /** Damps repetition: the tenth purchase of a product adds less than the second. */
    private static final double REPETITION = 0.3;

    /** A total order, so that sums do not depend on the order in which entries arrived. */
    private static final Comparator<ActivityEntry> NEWEST_FIRST = Comparator.comparing(ActivityEntry::at)
            .reversed()
            .thenComparing(ActivityEntry::productId)
            .thenComparing(ActivityEntry::type)
            .thenComparingInt(ActivityEntry::amount);

    private final Map<String, Double> weights = new HashMap<>();
    private final Map<String, Double> targets = new HashMap<>();
    private final Map<String, Double> purchases = new HashMap<>();

    private record Line(Instant order, String productId) {}

    History(Collection<ActivityEntry> entries, ModelParameters parameters) {
        var newestFirst = new ArrayList<>(entries);
        newestFirst.sort(NEWEST_FIRST);
        var counted = new HashSet<Line>();
        int laterVisits = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            var entry = newestFirst.get(i);
            if (i > 0
                    && entry.at().plus(SILENCE).isBefore(newestFirst.get(i - 1).at())) {
                laterVisits++;
            }
            double weight = parameters.weight(entry.type(), entry.amount());
            if (weight <= 0) {
                continue;
            }
            double decay = parameters.decay(laterVisits);
            weights.merge(entry.productId(), weight * decay, Double::sum);
            targets.putIfAbsent(entry.productId(), decay);
            if (entry.type() == EventType.PURCHASE && counted.add(new Line(entry.at(), entry.productId()))) {
                purchases.merge(entry.productId(), decay, Double::sum);
            }
        }
        purchases.replaceAll((product, sum) -> Math.pow(sum, REPETITION));
    }

    /** Product → r of the fold-in equation: the decayed weights of its interactions, summed. */
    Map<String, Double> weights() {
        return weights;
    }

    /** Product → preference the fold-in aims at, 0 to 1: the decay of its newest interaction. */
    Map<String, Double> targets() {
        return targets;
    }

    /** Product → strength of the wish to buy it again: {@code (Σ over its orders of the decay)^0.3}. */
    Map<String, Double> purchases() {
        return purchases;
    }
}
