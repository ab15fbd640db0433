package dev.shoplake.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** One line a stage: what it did, with numbers, and the seconds it took. */
final class Progress {
    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    /** Runs a stage and reports it when it is done. */
    <T> T stage(String name, Callable<T> work, Function<T, String> summary) throws Exception {
        long start = System.nanoTime();
        out.printf(Locale.ROOT, "%-10s", name);
        out.flush();
        try {
            T result = work.call();
            out.printf(Locale.ROOT, " %6.1f s  %s%n", (System.nanoTime() - start) / 1e9, summary.apply(result));
            return result;
        } catch (Exception e) {
            out.println(" failed");
            throw e;
        }
    }

    void line(String text) {
        out.println(text);
    }
}
