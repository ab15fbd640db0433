package dev.shoplake.runtime.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final Readiness readiness = new Readiness();

    @Test
    void isNotReadyBeforeAnythingWasReported() {
        assertThat(readiness.isReady()).isFalse();
    }

    @Test
    void isReadyWhenEveryDependencyIs() {
        readiness.ready("kafka", "3 partitions");
        readiness.notReady("redis", "connection refused");
        assertThat(readiness.isReady()).isFalse();

        readiness.ready("redis", "connected");
        assertThat(readiness.isReady()).isTrue();
    }
}
