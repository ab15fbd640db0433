package dev.shoplake.contracts.ranking;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * From what users did to what they are recommended: fold-in, top items, blend with buy-again. The whole live path but for
 * its I/O, and the path that training evaluates.
 */
public final class Ranker {
    private static final int CANDIDATES = 100;

    private final Model model;
    private final FoldIn foldIn;
    private final Predicate<String> recommendable;

    /** @param recommendable which products may be recommended at all: known, no service */
    public Ranker(Model model, Predicate<String> recommendable) {
        this.model = model;
        this.foldIn = new FoldIn(
                model.items(), model.parameters().alpha(), model.parameters().regularization());
        this.recommendable = recommendable;
    }

    /**
     * Ranks for many users.
     *
     * @param histories each user's interactions, any order
     * @param now the instant that ages are counted from
     * @param limit most products a user gets
     * @return a list a user, best first; empty for a user without an interaction the model knows
     */
    public List<List<Scored>> rank(List<List<ActivityEntry>> histories, Instant now, int limit) {
        var vectors = new float[histories.size()][];
        for (int user = 0; user < vectors.length; user++) {
            vectors[user] = foldIn.userVector(weights(histories.get(user), now));
        }
        var best = TopItems.of(
                model.items(),
                vectors,
                Math.max(CANDIDATES, limit),
                row -> recommendable.test(model.items().productId(row)));
        var lists = new ArrayList<List<Scored>>(vectors.length);
        for (int user = 0; user < vectors.length; user++) {
            lists.add(isZero(vectors[user]) ? List.of() : blend(best[user], histories.get(user), now, limit));
        }
        return lists;
    }

    /** Decayed weight per product: the r of the fold-in equation. */
    private Map<String, Double> weights(List<ActivityEntry> history, Instant now) {
        var weights = new HashMap<String, Double>();
        for (var entry : history) {
            double weight = model.parameters().weight(entry.type(), entry.amount())
                    * model.parameters().decay(Duration.between(entry.at(), now));
            weights.merge(entry.productId(), weight, Double::sum);
        }
        return weights;
    }

    private List<Scored> blend(TopItems.Row[] best, List<ActivityEntry> history, Instant now, int limit) {
        double share = model.parameters().buyAgainShare();
        var als = new HashMap<String, Double>();
        for (var row : best) {
            als.put(model.items().productId(row.row()), (double) row.score());
        }
        var again = buyAgain(history, now);
        again.keySet().removeIf(product -> !recommendable.test(product));
        scaleToOne(als);
        scaleToOne(again);
        Set<String> products = new HashSet<>(als.keySet());
        products.addAll(again.keySet());
        return products.stream()
                .map(product -> {
                    double fromAls = (1 - share) * als.getOrDefault(product, 0.0);
                    double fromAgain = share * again.getOrDefault(product, 0.0);
                    return new Scored(
                            product, fromAls + fromAgain, fromAgain > fromAls ? Scored.BUY_AGAIN : Scored.ALS);
                })
                .sorted(Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::productId))
                .limit(limit)
                .toList();
    }

    /** Decayed number of purchases per product. */
    private Map<String, Double> buyAgain(List<ActivityEntry> history, Instant now) {
        var purchases = new HashMap<String, Double>();
        for (var entry : history) {
            if (entry.type() == EventType.PURCHASE) {
                purchases.merge(
                        entry.productId(), model.parameters().decay(Duration.between(entry.at(), now)), Double::sum);
            }
        }
        return purchases;
    }

    /** Divides by the largest value; scores below zero become zero. */
    private static void scaleToOne(Map<String, Double> scores) {
        double largest =
                scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        scores.replaceAll((product, score) -> largest <= 0 ? 0 : Math.max(0, score / largest));
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
