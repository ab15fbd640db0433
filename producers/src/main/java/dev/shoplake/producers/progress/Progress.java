package dev.shoplake.producers.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Prints a line at most every two seconds. For one thread. */
public final class Progress {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long start;
    private long last;

    /**
     * Starts the clock.
     *
     * @param out where lines go; usually the error stream, so that the output stays clean
     * @param nanoTime such as {@code System::nanoTime}
     */
    public Progress(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        last = start;
    }

    /** Prints the line if it is time. */
    public void tell(Supplier<String> line) {
        long now = nanoTime.getAsLong();
        if (now - last >= INTERVAL_NANOS) {
            last = now;
            out.println(line.get());
        }
    }

    public double elapsedSeconds() {
        return (nanoTime.getAsLong() - start) / 1e9;
    }

    /** How many a second since the start. */
    public double rate(long count) {
        return count / Math.max(elapsedSeconds(), 1e-3);
    }
}
