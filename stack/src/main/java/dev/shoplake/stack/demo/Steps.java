package dev.shoplake.stack.demo;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Announces each step and remembers how long it took. */
final class Steps {
    private final PrintStream output;
    private final Map<String, Double> seconds = new LinkedHashMap<>();

    Steps(PrintStream output) {
        this.output = output;
    }

    /** One step's work. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    void run(String title, Work work) throws Exception {
        output.printf("%n== %s%n", title);
        output.flush();
        long start = System.nanoTime();
        work.run();
        seconds.put(title, (System.nanoTime() - start) / 1e9);
    }

    void report() {
        output.printf("%nSteps, seconds%n");
        seconds.forEach((title, took) -> output.printf("  %-46s %7.1f%n", title, took));
        output.printf(
                "  %-46s %7.1f%n",
                "all",
                seconds.values().stream().mapToDouble(Double::doubleValue).sum());
    }
}
