package dev.shoplake.contracts.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    @Test
    void solvesASystemWhoseSolutionIsKnown() {
        var random = new Random(7);
        for (int size = 1; size <= 40; size++) {
            double[] matrix = positiveDefinite(random, size);
            double[] solution = random.doubles(size, -1, 1).toArray();
            double[] target = product(matrix, solution);

            Cholesky.solve(matrix, target, size);

            assertThat(target).as("size " + size).containsExactly(solution, within(1e-9));
        }
    }

    @Test
    void readsTheLowerTriangleOnly() {
        double[] target = {8, 7};

        Cholesky.solve(new double[] {4, Double.NaN, 2, 3}, target, 2);

        assertThat(target).containsExactly(new double[] {1.25, 1.5}, within(1e-12));
    }

    @Test
    void refusesAMatrixThatIsNotPositiveDefinite() {
        assertThatThrownBy(() -> Cholesky.solve(new double[] {1, 0, 2, 1}, new double[2], 2))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("matrix is not positive definite at row 1: -3.0");
    }

    /** A full matrix BᵀB + I. */
    static double[] positiveDefinite(Random random, int size) {
        double[] factor = random.doubles((long) size * size, -1, 1).toArray();
        var matrix = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < size; k++) {
                    sum += factor[k * size + i] * factor[k * size + j];
                }
                matrix[i * size + j] = sum;
            }
        }
        return matrix;
    }

    private static double[] product(double[] matrix, double[] vector) {
        var result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                result[i] += matrix[i * vector.length + j] * vector[j];
            }
        }
        return result;
    }
}
