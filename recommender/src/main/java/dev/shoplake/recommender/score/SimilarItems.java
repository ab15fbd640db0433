package dev.shoplake.recommender.score;

import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.TopItems;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Items alike by the cosine of their factor vectors: bought and viewed by the same people. */
public final class SimilarItems {
    private final ItemFactors unit;
    private final float[] values;
    private final Predicate<String> recommendable;

    /**
     * An item and how alike it is.
     *
     * @param cosine above 0, at most 1
     */
    public record Similar(String productId, double cosine) {}

    SimilarItems(ItemFactors items, Predicate<String> recommendable) {
        this.values = items.copyOfValues();
        normalise(values, items.rank());
        this.unit = new ItemFactors(
                IntStream.range(0, items.size()).mapToObj(items::productId).toList(), items.rank(), values);
        this.recommendable = recommendable;
    }

    List<Similar> to(String productId, int limit) {
        int row = unit.row(productId);
        if (row < 0) {
            return List.of();
        }
        int rank = unit.rank();
        var vector = Arrays.copyOfRange(values, row * rank, (row + 1) * rank);
        var best = TopItems.of(
                unit,
                new float[][] {vector},
                limit,
                other -> other != row && recommendable.test(unit.productId(other)));
        return Arrays.stream(best[0])
                .filter(other -> other.score() > 0)
                .map(other -> new Similar(unit.productId(other.row()), other.score()))
                .toList();
    }

    /** Divides each row by its length; a row of zeros stays, and is like nothing. */
    private static void normalise(float[] values, int rank) {
        for (int start = 0; start < values.length; start += rank) {
            double squares = 0;
            for (int i = start; i < start + rank; i++) {
                squares += (double) values[i] * values[i];
            }
            if (squares == 0) {
                continue;
            }
            double length = Math.sqrt(squares);
            for (int i = start; i < start + rank; i++) {
                values[i] = (float) (values[i] / length);
            }
        }
    }
}
