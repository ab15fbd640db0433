package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.process.Service;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** Looks at the inbox again and again, and begins a run when files wait there. */
public final class InboxWatch implements Service {
    private final Inbox inbox;
    private final IntSupplier run;
    private final Duration every;
    private final Clock clock;
    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition told = lock.newCondition();
    private boolean isClosed; // guarded by lock

    /**
     * @param inbox closed with this
     * @param run takes what is there, and gives an exit code: 0 if it was well
     * @param every pause between two looks
     * @param out gets a line a run
     */
    public InboxWatch(Inbox inbox, IntSupplier run, Duration every, Clock clock, PrintStream out) {
        this.inbox = inbox;
        this.run = run;
        this.every = every;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void await() throws InterruptedException {
        var attempt = Attempt.none(every);
        try (inbox) {
            do {
                attempt = look(attempt);
            } while (!isClosedWithin(every));
        }
    }

    private Attempt look(Attempt last) {
        try {
            var waiting = inbox.waiting();
            if (!last.isDue(waiting, clock.instant())) {
                return last;
            }
            var start = clock.instant();
            int exitCode = run.getAsInt();
            var end = clock.instant();
            var next = exitCode == 0 ? last.succeeded(inbox.waiting()) : last.failed(waiting, end);
            out.printf(
                    "%s inbox: %s, run %s after %d s%n",
                    end,
                    waiting.size() == 1 ? waiting.getFirst().path() : "%,d files".formatted(waiting.size()),
                    exitCode == 0
                            ? left(next.content())
                            : "failed, next try in %d s".formatted(next.pause().toSeconds()),
                    Duration.between(start, end).toSeconds());
            return next;
        } catch (RunException e) {
            out.printf("%s inbox: %s%n", clock.instant(), e.getMessage());
            return last;
        }
    }

    private static String left(List<RawFiles.Stored> content) {
        return content.isEmpty() ? "done" : "done, %,d files are there still or again".formatted(content.size());
    }

    private boolean isClosedWithin(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!isClosed && left > 0) {
                left = told.awaitNanos(left);
            }
            return isClosed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            isClosed = true;
            told.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
