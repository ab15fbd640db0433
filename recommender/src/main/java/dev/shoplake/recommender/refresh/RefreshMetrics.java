package dev.shoplake.recommender.refresh;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** How many lists were rewritten, and how long their users waited. */
public final class RefreshMetrics {
    private final Timer latency;
    private final Counter again;

    public RefreshMetrics(MeterRegistry registry) {
        latency = Timer.builder("shoplake.refresh.latency")
                .description("from the mark of an arrival to the list that knows it")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
        again = Counter.builder("shoplake.refresh.again")
                .description("lists of recently active users rewritten because a model went live")
                .register(registry);
    }

    void refreshed(Duration waited) {
        latency.record(waited.isNegative() ? Duration.ZERO : waited);
    }

    void rankedAgain(int users) {
        again.increment(users);
    }
}
