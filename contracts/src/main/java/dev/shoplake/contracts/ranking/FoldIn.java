package dev.shoplake.contracts.ranking;

import java.util.Map;

/**
 * A user's vector from the user's weights, by the equation that implicit ALS solves for a user row (Hu, Koren and Volinsky,
 * "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008, in the form of Spark MLlib): {@code (YᵀY + α Σ r y yᵀ
 * + λ n I) x = Σ (1 + α r) p y}, summed over the n items with weight r &gt; 0. The preference p that the equation aims at is
 * 1 in training; a smaller one lets older interests fade without lending them to noise. Solved exactly, by Cholesky's method.
 */
public final class FoldIn {
    private final ItemFactors items;
    private final double alpha;
    private final double regularization;
    private final double[] gramian;

    public FoldIn(ItemFactors items, double alpha, double regularization) {
        this.items = items;
        this.alpha = alpha;
        this.regularization = regularization;
        this.gramian = gramian(items);
    }

    /**
     * Solves for one user as training does, every preference being 1.
     *
     * @param weights product → weight r; products the model does not know and weights ≤ 0 are passed over
     * @return {@code rank} floats; all zero if no weight counts
     */
    public float[] userVector(Map<String, Double> weights) {
        return userVector(weights, Map.of());
    }

    /**
     * Solves for one user.
     *
     * @param weights as in {@link #userVector(Map)}
     * @param targets product → preference p; 1 where none is given
     * @return {@code rank} floats; all zero if no weight counts
     */
    public float[] userVector(Map<String, Double> weights, Map<String, Double> targets) {
        int rank = items.rank();
        var matrix = gramian.clone();
        var target = new double[rank];
        var item = new double[rank];
        int count = 0;
        for (var entry : weights.entrySet()) {
            int row = items.row(entry.getKey());
            double weight = entry.getValue();
            if (row < 0 || weight <= 0) {
                continue;
            }
            count++;
            copyRow(row, item);
            double confidence = alpha * weight;
            double aim = (1 + confidence) * targets.getOrDefault(entry.getKey(), 1.0);
            for (int i = 0; i < rank; i++) {
                target[i] += aim * item[i];
                double scaled = confidence * item[i];
                for (int j = 0; j <= i; j++) {
                    matrix[i * rank + j] += scaled * item[j];
                }
            }
        }
        var vector = new float[rank];
        if (count == 0) {
            return vector;
        }
        for (int i = 0; i < rank; i++) {
            matrix[i * rank + i] += regularization * count;
        }
        Cholesky.solve(matrix, target, rank);
        for (int i = 0; i < rank; i++) {
            vector[i] = (float) target[i];
        }
        return vector;
    }

    private void copyRow(int row, double[] into) {
        int start = row * items.rank();
        for (int i = 0; i < into.length; i++) {
            into[i] = items.values()[start + i];
        }
    }

    /** Lower triangle of YᵀY, row-major. */
    private static double[] gramian(ItemFactors items) {
        int rank = items.rank();
        var gramian = new double[rank * rank];
        var values = items.values();
        for (int start = 0; start < values.length; start += rank) {
            for (int i = 0; i < rank; i++) {
                double left = values[start + i];
                for (int j = 0; j <= i; j++) {
                    gramian[i * rank + j] += left * values[start + j];
                }
            }
        }
        return gramian;
    }
}
