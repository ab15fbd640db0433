package dev.shoplake.consumer;

import dev.shoplake.consumer.read.KafkaReader;
import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.runtime.operations.Readiness;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats work on a sink that is away, with growing pauses, until it is back. Meanwhile nothing is read, but the reader
 * stays a member of its group; readiness tells which sink it is and since when.
 */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(250), 2.0, 0.5, Duration.ofSeconds(10));

    private final KafkaReader reader;
    private final Readiness readiness;
    private final Clock clock;

    Patience(KafkaReader reader, Readiness readiness, Clock clock) {
        this.reader = reader;
        this.readiness = readiness;
        this.clock = clock;
    }

    /** The work became pointless before it was done: the reader stops, or its partitions have changed hands. */
    static final class AbandonedException extends RuntimeException {
        AbandonedException(String sink, Throwable cause) {
            super("gave up waiting for " + sink, cause);
        }
    }

    /**
     * Does the work, however often it takes.
     *
     * @param sink name in readiness
     * @throws AbandonedException if there is no point in going on
     */
    <T> T await(String sink, Supplier<T> work) {
        Instant since = null;
        for (int attempt = 1; ; attempt++) {
            try {
                T result = work.get();
                readiness.ready(sink, "answers");
                if (since != null) {
                    LOG.info("{} is back after {}", sink, Duration.between(since, clock.instant()));
                    reader.resume();
                }
                return result;
            } catch (ServerAwayException e) {
                if (since == null) {
                    since = clock.instant();
                    LOG.warn("{} is away: reading pauses until it is back", sink, e);
                    reader.pause();
                }
                readiness.notReady(
                        sink,
                        "away for %s, since %s, %d attempts: %s"
                                .formatted(
                                        Duration.ofSeconds(Duration.between(since, clock.instant())
                                                .toSeconds()),
                                        since,
                                        attempt,
                                        e.getMessage()));
                if (!reader.idle(Duration.ofMillis(PAUSES.apply(Math.min(attempt, 20))))) {
                    throw new AbandonedException(sink, e);
                }
            }
        }
    }

    void await(String sink, Runnable work) {
        await(sink, () -> {
            work.run();
            return true;
        });
    }
}
