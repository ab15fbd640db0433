package dev.shoplake.producers.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectorSettingsTest {
    private static final Map<String, String> LEAST =
            Map.of("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092", "SHOPLAKE_COLLECTOR_API_KEY", "sesame");

    @Test
    void listensOnLoopbackAndAllowsNoOriginUnlessTold() {
        assertThat(CollectorSettings.from(LEAST))
                .isEqualTo(new CollectorSettings(
                        new HttpSettings("127.0.0.1", 8081),
                        new Secret("sesame"),
                        List.of(),
                        Duration.ofSeconds(10),
                        new KafkaSettings("127.0.0.1:9092")));
    }

    @Test
    void readsEveryKey() {
        assertThat(CollectorSettings.from(Map.of(
                        "SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2",
                        "SHOPLAKE_COLLECTOR_API_KEY", "sesame",
                        "SHOPLAKE_COLLECTOR_HOST", "0.0.0.0",
                        "SHOPLAKE_COLLECTOR_PORT", "0",
                        "SHOPLAKE_COLLECTOR_URL", "http://127.0.0.1:8081",
                        "SHOPLAKE_COLLECTOR_ALLOWED_ORIGINS", "https://shop.example, https://m.shop.example",
                        "SHOPLAKE_COLLECTOR_DELIVERY_TIMEOUT", "PT3S")))
                .isEqualTo(new CollectorSettings(
                        new HttpSettings("0.0.0.0", 0),
                        new Secret("sesame"),
                        List.of("https://shop.example", "https://m.shop.example"),
                        Duration.ofSeconds(3),
                        new KafkaSettings("a:1,b:2")));
    }

    @Test
    void namesEveryWrongKeyAtOnce() {
        assertThatThrownBy(() -> CollectorSettings.from(Map.of(
                        "SHOPLAKE_COLLECTOR_PORT", "http",
                        "SHOPLAKE_COLLECTOR_DELIVERY_TIMEOUT", "PT1H",
                        "SHOPLAKE_COLLECTOR_APIKEY", "sesame")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_COLLECTOR_PORT is 'http': expected a whole number from 0 to 65535")
                .hasMessageContaining("SHOPLAKE_COLLECTOR_API_KEY is missing")
                .hasMessageContaining("SHOPLAKE_COLLECTOR_DELIVERY_TIMEOUT is 'PT1H'")
                .hasMessageContaining("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS is missing")
                .hasMessageContaining(
                        "SHOPLAKE_COLLECTOR_APIKEY is not a known key: did you mean SHOPLAKE_COLLECTOR_API_KEY?")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void showsNoSecret() {
        assertThat(CollectorSettings.from(LEAST))
                .asString()
                .doesNotContain("sesame")
                .contains("apiKey=***");
    }
}
