package dev.shoplake.contracts.ranking;

/** Solves a symmetric positive definite system in place (Golub and Van Loan, "Matrix Computations", 4.2). */
final class Cholesky {
    private Cholesky() {}

    /**
     * @param matrix lower triangle, row-major, {@code size * size}; destroyed
     * @param target right-hand side; holds the solution afterwards
     * @throws ArithmeticException if the matrix is not positive definite
     */
    static void solve(double[] matrix, double[] target, int size) {
        for (int row = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row * size + column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[row * size + k] * matrix[column * size + k];
                }
                if (row > column) {
                    matrix[row * size + column] = sum / matrix[column * size + column];
                } else if (sum > 0) {
                    matrix[row * size + row] = Math.sqrt(sum);
                } else {
                    throw new ArithmeticException("matrix is not positive definite at row " + row + ": " + sum);
                }
            }
        }
        for (int row = 0; row < size; row++) {
            double sum = target[row];
            for (int k = 0; k < row; k++) {
                sum -= matrix[row * size + k] * target[k];
            }
            target[row] = sum / matrix[row * size + row];
        }
        for (int row = size - 1; row >= 0; row--) {
            double sum = target[row];
            for (int k = row + 1; k < size; k++) {
                sum -= matrix[k * size + row] * target[k];
            }
            target[row] = sum / matrix[row * size + row];
        }
    }
}
