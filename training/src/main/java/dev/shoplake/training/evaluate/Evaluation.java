package dev.shoplake.training.evaluate;

import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.Ranker;
import dev.shoplake.contracts.ranking.Scored;
import java.util.Collections;
import java.util.List;

/**
 * A model beside popularity, on the same cases.
 *
 * @param model of the lists that the live path would have given
 * @param popularity of the list that everybody would have got, learnt from the same part
 */
public record Evaluation(Metrics model, Metrics popularity) {
    /** The gate: a model that foretells worse than no model at all is not published. */
    public boolean passes() {
        return model.ndcgAt10() >= popularity.ndcgAt10();
    }

    public static Evaluation of(Model model, Split split) {
        var products = split.training().products();
        var histories = split.cases().stream().map(Split.Case::history).toList();
        var targets = split.cases().stream().map(Split.Case::targets).toList();
        var personal = new Ranker(model, products::contains)
                .rank(histories, Metrics.DEPTH).stream().map(Evaluation::ids).toList();
        var popular = Collections.nCopies(histories.size(), ids(Popularity.list(split.training(), Metrics.DEPTH)));
        return new Evaluation(
                Metrics.of(personal, targets, products.size()), Metrics.of(popular, targets, products.size()));
    }

    private static List<String> ids(List<Scored> list) {
        return list.stream().map(Scored::productId).toList();
    }
}
