package dev.shoplake.producers.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Instant FIRST = Instant.parse("2011-11-11T11:00:00Z");

    private final AtomicLong now = new AtomicLong(1_000);

    @Test
    void neverWaitsAtSpeedZero() {
        var pace = new Pace(0, now::get);

        assertThat(pace.nanosUntil(FIRST)).isZero();
        assertThat(pace.nanosUntil(FIRST.plusSeconds(3_600))).isZero();
    }

    @Test
    void dividesTheDistanceFromTheFirstEventBySpeed() {
        var pace = new Pace(60, now::get);

        assertThat(pace.nanosUntil(FIRST)).isZero();
        assertThat(pace.nanosUntil(FIRST.plusSeconds(3_600)))
                .isEqualTo(Duration.ofMinutes(1).toNanos());
        now.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(pace.nanosUntil(FIRST.plusSeconds(3_600)))
                .isEqualTo(Duration.ofSeconds(1).toNanos());
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(pace.nanosUntil(FIRST.plusSeconds(3_600))).isNegative();
    }

    @Test
    void doesNotWaitForEventsWithoutATimeOrOfThePast() {
        var pace = new Pace(1, now::get);

        assertThat(pace.nanosUntil(null)).isZero();
        assertThat(pace.nanosUntil(FIRST)).isZero();
        assertThat(pace.nanosUntil(FIRST.minusSeconds(60))).isNegative();
    }
}
