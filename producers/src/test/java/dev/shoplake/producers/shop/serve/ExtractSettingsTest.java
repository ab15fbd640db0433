package dev.shoplake.producers.shop.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtractSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "SHOPLAKE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:5432/shop",
            "SHOPLAKE_POSTGRES_PASSWORD", "hush",
            "SHOPLAKE_EXTRACT_API_KEY", "sesame");

    @Test
    void listensOnLoopbackAndKeepsFourSnapshotsForFiveMinutesUnlessTold() {
        assertThat(ExtractSettings.from(LEAST))
                .isEqualTo(new ExtractSettings(
                        new HttpSettings("127.0.0.1", 8084),
                        new Secret("sesame"),
                        Duration.ofMinutes(5),
                        4,
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:5432/shop", "shop", new Secret("hush"))));
    }

    @Test
    void readsEveryKey() {
        var environment = new HashMap<>(LEAST);
        environment.putAll(Map.of(
                "SHOPLAKE_EXTRACT_HOST", "0.0.0.0",
                "SHOPLAKE_EXTRACT_PORT", "0",
                "SHOPLAKE_EXTRACT_URL", "http://127.0.0.1:8084",
                "SHOPLAKE_EXTRACT_SNAPSHOT_LIFE", "PT1H",
                "SHOPLAKE_EXTRACT_MOST_SNAPSHOTS", "1",
                "SHOPLAKE_POSTGRES_USER", "reader"));

        assertThat(ExtractSettings.from(environment))
                .isEqualTo(new ExtractSettings(
                        new HttpSettings("0.0.0.0", 0),
                        new Secret("sesame"),
                        Duration.ofHours(1),
                        1,
                        new PostgresSettings("jdbc:postgresql://127.0.0.1:5432/shop", "reader", new Secret("hush"))));
    }

    @Test
    void namesEveryWrongKeyAtOnceAndShowsNoSecret() {
        assertThatThrownBy(() -> ExtractSettings.from(Map.of(
                        "SHOPLAKE_EXTRACT_PORT", "http",
                        "SHOPLAKE_EXTRACT_SNAPSHOT_LIFE", "PT1S",
                        "SHOPLAKE_EXTRACT_MOST_SNAPSHOTS", "0",
                        "SHOPLAKE_EXTRACT_APIKEY", "sesame")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_EXTRACT_PORT is 'http': expected a whole number from 0 to 65535")
                .hasMessageContaining("SHOPLAKE_EXTRACT_API_KEY is missing")
                .hasMessageContaining(
                        "SHOPLAKE_EXTRACT_SNAPSHOT_LIFE is 'PT1S': expected an ISO-8601 duration from PT10S")
                .hasMessageContaining("SHOPLAKE_EXTRACT_MOST_SNAPSHOTS is '0'")
                .hasMessageContaining("SHOPLAKE_POSTGRES_URL is missing")
                .hasMessageContaining(
                        "SHOPLAKE_EXTRACT_APIKEY is not a known key: did you mean SHOPLAKE_EXTRACT_API_KEY?")
                .hasMessageNotContaining("sesame");
        assertThat(ExtractSettings.from(LEAST)).asString().doesNotContain("sesame", "hush");
    }
}
