package dev.shoplake.contracts.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FoldInTest {
    private static final double ALPHA = 0.7;
    private static final double REGULARIZATION = 0.2;

    @Test
    void solvesTheNormalEquationOverAllItems() {
        var random = new Random(11);
        for (int rank = 1; rank <= 24; rank++) {
            var items = RankingFixtures.randomItems(60, rank, rank);
            var weights = new HashMap<String, Double>();
            var targets = new HashMap<String, Double>();
            for (int i = 0; i < 10; i++) {
                var product = "p" + random.nextInt(60);
                weights.put(product, random.nextDouble(0.1, 5));
                targets.put(product, random.nextDouble(0.1, 1));
            }
            var foldIn = new FoldIn(items, ALPHA, REGULARIZATION);

            assertSolves(items, weights, Map.of(), foldIn.userVector(weights));
            assertSolves(items, weights, targets, foldIn.userVector(weights, targets));
        }
    }

    /** Hu et al.'s form, summed item by item over all items: confidence 1 and preference 0 where there is no weight. */
    private static void assertSolves(
            ItemFactors items, Map<String, Double> weights, Map<String, Double> targets, float[] solution) {
        int rank = items.rank();
        var residual = new double[rank];
        for (int row = 0; row < items.size(); row++) {
            var product = items.productId(row);
            double confidence = 1 + ALPHA * weights.getOrDefault(product, 0.0);
            double preference = weights.containsKey(product) ? targets.getOrDefault(product, 1.0) : 0;
            double score = 0;
            for (int k = 0; k < rank; k++) {
                score += items.values()[row * rank + k] * solution[k];
            }
            for (int k = 0; k < rank; k++) {
                residual[k] += confidence * (score - preference) * items.values()[row * rank + k];
            }
        }
        for (int k = 0; k < rank; k++) {
            residual[k] += REGULARIZATION * weights.size() * solution[k];
        }
        assertThat(residual).as("rank " + rank).containsExactly(new double[rank], within(1e-3));
    }

    @Test
    void passesOverUnknownProductsAndWeightsThatAreNotPositive() {
        var foldIn = new FoldIn(RankingFixtures.randomItems(20, 4, 1), ALPHA, REGULARIZATION);

        assertThat(foldIn.userVector(Map.of("p1", 2.0, "unknown", 3.0, "p2", 0.0)))
                .isEqualTo(foldIn.userVector(Map.of("p1", 2.0)));
        assertThat(foldIn.userVector(Map.of("unknown", 1.0))).containsOnly(0);
        assertThat(foldIn.userVector(Map.of())).containsOnly(0);
    }
}
