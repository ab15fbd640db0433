package dev.shoplake.training.evaluate;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.training.dataset.Interactions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The same list for everybody: products by number of purchased lines. What a model has to beat. */
public final class Popularity {
    private Popularity() {}

    /** At most {@code limit} products, best first; the score is the share of the best one's lines. */
    public static List<Scored> list(Interactions interactions, int limit) {
        var lines = new HashMap<String, Long>();
        interactions
                .histories()
                .values()
                .forEach(history -> history.stream()
                        .filter(entry -> entry.type() == EventType.PURCHASE)
                        .forEach(entry -> lines.merge(entry.productId(), 1L, Long::sum)));
        double most = lines.values().stream().mapToLong(Long::longValue).max().orElse(1);
        return lines.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(limit)
                .map(entry -> new Scored(entry.getKey(), entry.getValue() / most, Scored.POPULAR))
                .toList();
    }
}
