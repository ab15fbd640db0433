package dev.shoplake.recommender.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ForwardDecayTest {
    private static final Instant START = Instant.parse("2011-01-01T00:00:00Z");

    private final ForwardDecay decay = new ForwardDecay(Duration.ofDays(7));

    @Test
    void anInteractionOneHalfLifeLaterCountsTwice() {
        assertThat(decay.score(1, START.plus(Duration.ofDays(7)))).isCloseTo(decay.score(2, START), within(1e-9));
    }

    @Test
    void sumsAreThoseOfThePowersWithoutComputingThem() {
        assertThat(ForwardDecay.sum(3, 3)).isCloseTo(4, within(1e-12));
        assertThat(ForwardDecay.sum(0, 1)).isCloseTo(Math.log(3) / Math.log(2), within(1e-12));
        assertThat(ForwardDecay.sum(1e6, 1)).isEqualTo(1e6);
        assertThat(ForwardDecay.sum(-1e6, 1e6)).isEqualTo(1e6);
    }

    @Test
    void differencesOfScoresAreThoseOfBackwardDecayAtAnyInstant() {
        double often = DoubleStream.of(decay.score(5, START), decay.score(1, START.plus(Duration.ofDays(1))))
                .reduce(ForwardDecay::sum)
                .orElseThrow();
        double late = decay.score(3, START.plus(Duration.ofDays(10)));

        double day10Often = 5 * Math.pow(2, -10 / 7.0) + Math.pow(2, -9 / 7.0);
        assertThat(late - often).isCloseTo(Math.log(3 / day10Often) / Math.log(2), within(1e-9));
    }
}
