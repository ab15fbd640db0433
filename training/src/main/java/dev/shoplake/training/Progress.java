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
        out.printf(Locale.ROOT, "%-10s …\r", name);
        out.flush();
        T result = work.call();
        out.printf(Locale.ROOT, "%-10s %6.1f s  %s%n", name, (System.nanoTime() - start) / 1e9, summary.apply(result));
        return result;
    }

    void line(String text) {
        out.println(text);
    }
}
