package dev.shoplake.producers.shop.serve;

/** Ends a request with an answer that says why. */
final class ProblemException extends Exception {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
