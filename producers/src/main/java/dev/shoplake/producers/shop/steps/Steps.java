package dev.shoplake.producers.shop.steps;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;

/**
 * The steps of a command, one after the other: on a terminal one line that is written over until its step ends, else a
 * plain line now and then. It goes on ticking while a step waits for the database.
 */
public final class Steps implements AutoCloseable {
    private static final Duration TERMINAL_TICK = Duration.ofMillis(200);
    private static final Duration PLAIN_TICK = Duration.ofSeconds(10);
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;
    private final boolean terminal;
    private final Timer ticker = new Timer("progress", true);

    // guarded by this
    private String step = "";
    private long rows;
    private long startedAt;

    private Steps(PrintStream out, boolean terminal, Duration tick) {
        this.out = out;
        this.terminal = terminal;
        var show = new TimerTask() {
            @Override
            public void run() {
                tick();
            }
        };
        ticker.scheduleAtFixedRate(show, tick.toMillis(), tick.toMillis());
    }

    /** Writes over its line if the process has a terminal, plain lines else. */
    public static Steps onStandardError() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                ? onTerminal(System.err)
                : plain(System.err);
    }

    static Steps onTerminal(PrintStream out) {
        return new Steps(out, true, TERMINAL_TICK);
    }

    static Steps plain(PrintStream out) {
        return new Steps(out, false, PLAIN_TICK);
    }

    /** Ends the step before and begins another. */
    public synchronized void begin(String name) {
        endStep();
        step = name;
        rows = 0;
        startedAt = System.nanoTime();
        if (terminal) {
            show();
        }
    }

    /** Rows of this step so far. */
    public synchronized void rows(long count) {
        rows = count;
    }

    /** A line that stays. */
    public synchronized void note(String line) {
        out.print(terminal ? "\r\033[K" + line + "\n" : line + "\n");
        out.flush();
    }

    /** Ends the last step; its line stays. */
    @Override
    public synchronized void close() {
        ticker.cancel();
        endStep();
    }

    private synchronized void tick() {
        if (!step.isEmpty()) {
            show();
        }
    }

    private void endStep() {
        if (step.isEmpty()) {
            return;
        }
        show();
        if (terminal) {
            out.println();
        }
        step = "";
    }

    private void show() {
        double seconds = (System.nanoTime() - startedAt) / NANOS_PER_SECOND;
        var line = rows > 0
                ? "  %s: %,d rows, %.1f s".formatted(step, rows, seconds)
                : "  %s: %.1f s".formatted(step, seconds);
        out.print(terminal ? "\r\033[K" + line : line + "\n");
        out.flush();
    }
}
