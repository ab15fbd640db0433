package dev.shoplake.recommender.score;

import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.Ranker;
import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.contracts.redis.ActivityEntry;
import java.util.List;
import java.util.function.Predicate;

/** The model whose lists are served, with all that is derived from it once. Safe for use by several threads. */
public final class LiveModel {
    private final Model model;
    private final Ranker ranker;
    private final SimilarItems similarItems;

    /** @param recommendable which products may be recommended at all */
    public LiveModel(Model model, Predicate<String> recommendable) {
        this.model = model;
        this.ranker = new Ranker(model, recommendable);
        this.similarItems = new SimilarItems(model.items(), recommendable);
    }

    public String version() {
        return model.version();
    }

    /** Number of products the model knows. */
    public int size() {
        return model.items().size();
    }

    /**
     * Ranks for one user, as training evaluates it.
     *
     * @param history the user's interactions, any order
     * @return best first; empty if the model knows none of the interactions
     */
    public List<Scored> rank(List<ActivityEntry> history, int limit) {
        return rankAll(List.of(history), limit).getFirst();
    }

    /** {@link #rank} for many users, faster than one by one. */
    public List<List<Scored>> rankAll(List<List<ActivityEntry>> histories, int limit) {
        try {
            return ranker.rank(histories, limit);
        } catch (ArithmeticException e) {
            return histories.stream()
                    .map(history -> rankOrNothing(history, limit))
                    .toList();
        }
    }

    /** One user whose numbers cannot be solved must not hold up the others. */
    private List<Scored> rankOrNothing(List<ActivityEntry> history, int limit) {
        try {
            return ranker.rank(List.of(history), limit).getFirst();
        } catch (ArithmeticException e) {
            return List.of();
        }
    }

    /** The products most like a product by {@link SimilarItems}; empty for one that the model does not know. */
    public List<SimilarItems.Similar> similar(String productId, int limit) {
        return similarItems.to(productId, limit);
    }
}
