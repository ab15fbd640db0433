package dev.shoplake.etl.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.extract.RawFiles.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final List<Stored> ONE = List.of(new Stored("inbox/orders/a.csv", 10, NOON));
    private static final List<Stored> REPLACED = List.of(new Stored("inbox/orders/a.csv", 10, NOON.plusSeconds(1)));

    private final Attempt none = Attempt.none(Duration.ofSeconds(15));

    @Test
    void beginsWhenAFileIsThere() {
        assertThat(none.isDue(List.of(), NOON)).isFalse();
        assertThat(none.isDue(ONE, NOON)).isTrue();
    }

    @Test
    void leavesAloneWhatAGoodRunHasLeft() {
        var attempt = none.succeeded(ONE);

        assertThat(attempt.isDue(ONE, NOON.plus(Duration.ofDays(1)))).isFalse();
        assertThat(attempt.isDue(REPLACED, NOON)).isTrue();
    }

    @Test
    void triesTheSameAgainAfterGrowingPauses() {
        var attempt = none.failed(ONE, NOON);
        assertThat(attempt.isDue(ONE, NOON.plusSeconds(29))).isFalse();
        assertThat(attempt.isDue(ONE, NOON.plusSeconds(30))).isTrue();
        assertThat(attempt.failed(ONE, NOON).pause()).isEqualTo(Duration.ofSeconds(60));

        for (int failure = 0; failure < 20; failure++) {
            attempt = attempt.failed(ONE, NOON);
        }

        assertThat(attempt.pause()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void triesAtOnceWhenTheInboxChanges() {
        var attempt = none.failed(ONE, NOON).failed(ONE, NOON);

        assertThat(attempt.isDue(REPLACED, NOON)).isTrue();
        assertThat(attempt.failed(REPLACED, NOON).pause()).isEqualTo(Duration.ofSeconds(30));
    }
}
