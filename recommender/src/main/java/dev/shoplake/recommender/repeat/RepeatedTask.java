package dev.shoplake.recommender.repeat;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a step at an interval on a thread of its own. A step that fails is tried again after a pause that doubles from
 * 100 ms to 5 s, with jitter, until it succeeds.
 */
public final class RepeatedTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

    /** Pause before try n, in milliseconds: 100 ms doubling to 5 s, each up to a half shorter or longer. */
    public static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2, 0.5, Duration.ofSeconds(5));

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final Duration interval;
    private final Step step;
    private final Consumer<RuntimeException> onFailure;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** What is repeated. */
    @FunctionalInterface
    public interface Step {
        /** Does one turn of the work; returns whether the next is due at once. */
        boolean run();
    }

    private RepeatedTask(String name, Duration interval, Step step, Consumer<RuntimeException> onFailure) {
        this.name = name;
        this.interval = interval;
        this.step = step;
        this.onFailure = onFailure;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::repeat);
    }

    /**
     * Starts at once.
     *
     * @param name of the thread, for the log
     * @param interval pause after a step that succeeded
     * @param onFailure told of every failure, before the pause
     */
    public static RepeatedTask start(String name, Duration interval, Step step, Consumer<RuntimeException> onFailure) {
        var task = new RepeatedTask(name, interval, step, onFailure);
        task.thread.start();
        return task;
    }

    /** Lets the running step end, for at most 5 seconds. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("{}: still busy after {}: left behind", name, STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void repeat() {
        try {
            int failures = 0;
            long pause = 0;
            while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
                try {
                    boolean busy = step.run();
                    if (failures > 0) {
                        LOG.info("{}: works again after {} failed tries", name, failures);
                    }
                    failures = 0;
                    pause = busy ? 0 : interval.toMillis();
                } catch (RuntimeException e) {
                    failures++;
                    pause = PAUSES.apply(failures);
                    report(failures, e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure is worth a line; those that follow are the same fault. */
    private void report(int failures, RuntimeException failure) {
        onFailure.accept(failure);
        if (failures == 1) {
            LOG.warn("{}: failed, trying again until it works", name, failure);
        } else {
            LOG.debug("{}: failed {} times", name, failures, failure);
        }
    }
}
