package dev.shoplake.contracts.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopItemsTest {
    /** Factors and user vectors are small whole numbers: dot products are exact, so any way to add them gives the same. */
    @Test
    void agreesWithSortingAllScoresWhateverTheSizes() {
        var random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int count = random.nextInt(1, 120);
            int rank = random.nextInt(1, 12);
            int users = random.nextInt(1, 40);
            int limit = random.nextInt(1, 30);
            int forbidden = random.nextInt(2, 6);
            var items = new ItemFactors(names(count), rank, wholeNumbers(random, count * rank));
            var vectors = new float[users][];
            for (int user = 0; user < users; user++) {
                vectors[user] = wholeNumbers(random, rank);
            }
            IntPredicate allowed = row -> row % forbidden != 0;

            var best = TopItems.of(items, vectors, limit, allowed);

            for (int user = 0; user < users; user++) {
                assertThat(best[user]).containsExactly(sorted(items, vectors[user], limit, allowed));
            }
        }
    }

    @Test
    void keepsEqualScoresInOrderOfRows() {
        var items = new ItemFactors(names(6), 1, new float[] {1, 2, 1, 2, 1, 2});

        var best = TopItems.of(items, new float[][] {{1}}, 4, row -> true);

        assertThat(best[0]).extracting(TopItems.Row::row).containsExactly(1, 3, 5, 0);
    }

    private static TopItems.Row[] sorted(ItemFactors items, float[] user, int limit, IntPredicate allowed) {
        var rows = new ArrayList<TopItems.Row>();
        for (int row = 0; row < items.size(); row++) {
            if (allowed.test(row)) {
                float score = 0;
                for (int k = 0; k < items.rank(); k++) {
                    score += items.values()[row * items.rank() + k] * user[k];
                }
                rows.add(new TopItems.Row(row, score));
            }
        }
        rows.sort(Comparator.comparingDouble(TopItems.Row::score).reversed().thenComparingInt(TopItems.Row::row));
        return rows.subList(0, Math.min(limit, rows.size())).toArray(TopItems.Row[]::new);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static float[] wholeNumbers(Random random, int count) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-3, 4);
        }
        return values;
    }
}
