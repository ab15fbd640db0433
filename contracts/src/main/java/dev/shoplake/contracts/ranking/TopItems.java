package dev.shoplake.contracts.ranking;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The best rows of an item matrix for many users at once: users are taken in blocks, so that an item's vector is read from
 * memory once a block, and each user keeps a bounded heap. Exact.
 */
public final class TopItems {
    private static final int BLOCK = 16;

    private TopItems() {}

    /** A row of the item matrix and its score. */
    public record Row(int row, float score) {}

    /**
     * The best items of each user, best first; equal scores in order of rows.
     *
     * @param users user vectors of the items' rank
     * @param limit most rows a user gets
     * @param allowed which rows may appear
     */
    public static Row[][] of(ItemFactors items, float[][] users, int limit, IntPredicate allowed) {
        var rows = IntStream.range(0, items.size()).filter(allowed).toArray();
        var result = new Row[users.length][];
        for (int first = 0; first < users.length; first += BLOCK) {
            int last = Math.min(users.length, first + BLOCK);
            block(items, rows, users, first, last, limit, result);
        }
        return result;
    }

    private static void block(
            ItemFactors items, int[] rows, float[][] users, int first, int last, int limit, Row[][] result) {
        var worstFirst = Comparator.comparingDouble(Row::score)
                .thenComparing(Comparator.comparingInt(Row::row).reversed());
        int count = last - first;
        @SuppressWarnings({"unchecked", "rawtypes"})
        PriorityQueue<Row>[] heaps = new PriorityQueue[count];
        for (int user = 0; user < count; user++) {
            heaps[user] = new PriorityQueue<>(limit + 1, worstFirst);
        }
        int rank = items.rank();
        var values = items.values();
        for (int row : rows) {
            int start = row * rank;
            for (int user = 0; user < count; user++) {
                float score = dot(values, start, users[first + user], rank);
                var heap = heaps[user];
                var worst = heap.peek();
                if (heap.size() < limit || worst == null || score > worst.score()) {
                    heap.add(new Row(row, score));
                    if (heap.size() > limit) {
                        heap.remove();
                    }
                }
            }
        }
        for (int user = 0; user < count; user++) {
            var best = heaps[user].toArray(Row[]::new);
            Arrays.sort(best, worstFirst.reversed());
            result[first + user] = best;
        }
    }

    /** Four sums side by side: the order of additions is fixed, and the compiler may use wide registers. */
    private static float dot(float[] values, int start, float[] user, int rank) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < rank; i += 4) {
            sum0 = Math.fma(values[start + i], user[i], sum0);
            sum1 = Math.fma(values[start + i + 1], user[i + 1], sum1);
            sum2 = Math.fma(values[start + i + 2], user[i + 2], sum2);
            sum3 = Math.fma(values[start + i + 3], user[i + 3], sum3);
        }
        for (; i < rank; i++) {
            sum0 = Math.fma(values[start + i], user[i], sum0);
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
