package dev.shoplake.recommender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommenderSettingsTest {
    private static final Map<String, String> REQUIRED = Map.of(
            "SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
            "SHOPLAKE_REDIS_URI", "redis://127.0.0.1:6379",
            "SHOPLAKE_REDIS_PASSWORD", "open sesame");

    @Test
    void defaultsSuitTheLocalStack() {
        var settings = RecommenderSettings.from(REQUIRED);

        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.http().port()).isEqualTo(8083);
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofMillis(25));
        assertThat(settings.batchUsers()).isEqualTo(64);
        assertThat(settings.reloadInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.catalogueInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.trendingHalfLife()).isEqualTo(Duration.ofDays(7));
        assertThat(settings.toString()).doesNotContain("open sesame");
    }

    @Test
    void everyKeyIsRead() {
        var environment = new HashMap<>(REQUIRED);
        environment.put("SHOPLAKE_RECOMMENDER_HOST", "0.0.0.0");
        environment.put("SHOPLAKE_RECOMMENDER_PORT", "1");
        environment.put("SHOPLAKE_RECOMMENDER_URL", "http://shop.example");
        environment.put("SHOPLAKE_RECOMMENDER_POLL_INTERVAL", "PT0.1S");
        environment.put("SHOPLAKE_RECOMMENDER_BATCH_USERS", "7");
        environment.put("SHOPLAKE_RECOMMENDER_RELOAD_INTERVAL", "PT2S");
        environment.put("SHOPLAKE_RECOMMENDER_CATALOGUE_INTERVAL", "PT3S");
        environment.put("SHOPLAKE_RECOMMENDER_TRENDING_HALF_LIFE", "P1D");
        environment.put("SHOPLAKE_RECOMMENDER_STATE_DIR", "/some/where");

        var settings = RecommenderSettings.from(environment);

        assertThat(settings.http().host()).isEqualTo("0.0.0.0");
        assertThat(settings.http().port()).isEqualTo(1);
        assertThat(settings.url()).isEqualTo(URI.create("http://shop.example"));
        assertThat(settings.pollInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(settings.batchUsers()).isEqualTo(7);
        assertThat(settings.reloadInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.catalogueInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.trendingHalfLife()).isEqualTo(Duration.ofDays(1));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/some/where"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHOPLAKE_RECOMMENDER_PORT, 70000, a whole number from 0 to 65535",
        "SHOPLAKE_RECOMMENDER_BATCH_USERS, 0, a whole number from 2 to 10000",
        "SHOPLAKE_RECOMMENDER_POLL_INTERVAL, 25ms, an ISO-8601 duration from PT0.001S to PT10S",
        "SHOPLAKE_RECOMMENDER_RELOAD_INTERVAL, PT0S, an ISO-8601 duration from PT0.01S to PT10M",
        "SHOPLAKE_RECOMMENDER_CATALOGUE_INTERVAL, P1D, an ISO-8601 duration from PT0.01S to PT1H",
        "SHOPLAKE_RECOMMENDER_TRENDING_HALF_LIFE, a week, an ISO-8601 duration from PT1M to PT87600H",
    })
    void aWrongValueIsNamedWithWhatWasExpected(String key, String value, String expected) {
        var environment = new HashMap<>(REQUIRED);
        environment.put(key, value);

        assertThatThrownBy(() -> RecommenderSettings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("%s is '%s': expected %s".formatted(key, value, expected));
    }

    @Test
    void missingAndUnknownKeysAreAllNamedAtOnce() {
        assertThatThrownBy(() -> RecommenderSettings.from(Map.of("SHOPLAKE_RECOMMENDER_PRT", "1")))
                .hasMessageContaining("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS is missing")
                .hasMessageContaining("SHOPLAKE_REDIS_URI is missing")
                .hasMessageContaining(
                        "SHOPLAKE_RECOMMENDER_PRT is not a known key: did you mean SHOPLAKE_RECOMMENDER_PORT?");
    }

    @Test
    void wrongSettingsEndTheProcessWithCodeTwo() {
        assertThat(RecommenderMain.run(Map.of())).isEqualTo(2);
        assertThat(RecommenderMain.run(REQUIRED, "serve")).isEqualTo(2);
        assertThat(RecommenderMain.run(Map.of(), "--help")).isZero();
    }
}
