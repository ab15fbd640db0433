package dev.shoplake.producers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsMainTest {
    private static final Map<String, String> NOTHING = Map.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rewind",
                "replay",
                "replay no-such-file",
                "replay pom.xml --speed -1",
                "replay pom.xml --speed fast",
                "topics --wait soon",
                "topics --wait PT0S",
                "simulate --rate -1",
                "simulate --users 0",
                "simulate --duration 10",
                "topics",
                "replay pom.xml",
                "history",
                "simulate"
            })
    void answersWrongArgumentsAndSettingsWithExitCodeTwo(String line) {
        assertThat(EventsMain.run(NOTHING, line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "replay --help", "topics --help", "history --help", "simulate --help"})
    void explainsItself(String line) {
        assertThat(EventsMain.run(NOTHING, line.split(" "))).isZero();
    }

    @Test
    void failsWithExitCodeOneWhenNoBrokerAnswers() {
        var environment = Map.of("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");

        assertThat(EventsMain.run(environment, new String[] {"topics", "--wait", "PT1S"}))
                .isOne();
    }

    @Test
    void tellsTheCollectorsWrongSettingsApart() {
        assertThat(CollectorMain.run(NOTHING, new String[0])).isEqualTo(2);
        assertThat(CollectorMain.run(NOTHING, new String[] {"--port"})).isEqualTo(2);
    }
}
