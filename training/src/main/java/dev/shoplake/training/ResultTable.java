package dev.shoplake.training;

import dev.shoplake.training.evaluate.Evaluation;
import dev.shoplake.training.evaluate.Metrics;
import java.util.Locale;

/** The measured model beside popularity, for people. */
final class ResultTable {
    private ResultTable() {}

    static String of(Evaluation evaluation) {
        return """

                %-12s %10s %10s %10s %10s %8s
                %s
                %s
                """.formatted(
                        "",
                        "NDCG@10",
                        "NDCG@100",
                        "Recall@20",
                        "coverage",
                        "users",
                        row("model", evaluation.model()),
                        row("popularity", evaluation.popularity()));
    }

    private static String row(String name, Metrics metrics) {
        return String.format(
                Locale.ROOT,
                "%-12s %10.4f %10.4f %10.4f %10.4f %8d",
                name,
                metrics.ndcgAt10(),
                metrics.ndcgAt100(),
                metrics.recallAt20(),
                metrics.coverage(),
                metrics.users());
    }
}
