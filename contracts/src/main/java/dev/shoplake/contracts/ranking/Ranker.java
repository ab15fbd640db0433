package dev.shoplake.contracts.ranking;

import dev.shoplake.contracts.redis.ActivityEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * From what users did to what they are recommended: fold-in, top items, blend with buy-again. The whole live path but for
 * its I/O, and the path that training evaluates.
 */
public final class Ranker {
    /** ALS' best items a user that enter the blend; what is bought before enters whole. */
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
     * Ranks for many users. The lists depend on the histories alone: no clock, no chance.
     *
     * @param histories each user's interactions, any order
     * @param limit most products a user gets
     * @return a list a user, best first; empty for a user without an interaction that says anything about a product that
     *     may be recommended
     */
    public List<List<Scored>> rank(List<? extends Collection<ActivityEntry>> histories, int limit) {
        var summaries = new ArrayList<History>(histories.size());
        var vectors = new float[histories.size()][];
        for (int user = 0; user < vectors.length; user++) {
            var history = new History(histories.get(user), model.parameters());
            summaries.add(history);
            vectors[user] = foldIn.userVector(history.weights(), history.targets());
        }
        var best = TopItems.of(
                model.items(),
                vectors,
                Math.max(CANDIDATES, limit),
                row -> recommendable.test(model.items().productId(row)));
        var lists = new ArrayList<List<Scored>>(vectors.length);
        for (int user = 0; user < vectors.length; user++) {
            var candidates = isZero(vectors[user]) ? new TopItems.Row[0] : best[user];
            lists.add(blend(candidates, summaries.get(user).purchases(), limit));
        }
        return lists;
    }

    private List<Scored> blend(TopItems.Row[] candidates, Map<String, Double> purchases, int limit) {
        double share = model.parameters().buyAgainShare();
        var als = new HashMap<String, Double>();
        for (var row : candidates) {
            als.put(model.items().productId(row.row()), (double) row.score());
        }
        var again = new HashMap<>(purchases);
        again.keySet().removeIf(product -> !recommendable.test(product));
        scaleToOne(als);
        scaleToOne(again);
        var products = new HashSet<>(als.keySet());
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
