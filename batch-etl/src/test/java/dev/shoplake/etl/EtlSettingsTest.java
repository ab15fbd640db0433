package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.SettingsException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EtlSettingsTest {
    static final Map<String, String> NEEDED = Map.of(
            "SHOPLAKE_POSTGRES_URL", "jdbc:postgresql://127.0.0.1:1/shop",
            "SHOPLAKE_POSTGRES_PASSWORD", "hush",
            "SHOPLAKE_S3_ENDPOINT", "http://127.0.0.1:9000",
            "SHOPLAKE_S3_ACCESS_KEY", "key",
            "SHOPLAKE_S3_SECRET_KEY", "hush",
            "SHOPLAKE_NESSIE_URI", "http://127.0.0.1:19120/api/v2");

    private static Map<String, String> with(String key, String value) {
        var environment = new HashMap<>(NEEDED);
        environment.put(key, value);
        return environment;
    }

    @Test
    void takesDefaults() {
        var settings = EtlSettings.from(NEEDED);

        assertThat(settings.shopZone()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.shopCurrency()).isEqualTo("XXX");
        assertThat(settings.overlap()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.sparkMaster()).isEqualTo("local[*]");
    }

    @Test
    void readsEverySetting() {
        var environment = new HashMap<>(NEEDED);
        environment.put("SHOPLAKE_SHOP_TIMEZONE", "Europe/London");
        environment.put("SHOPLAKE_SHOP_CURRENCY", "GBP");
        environment.put("SHOPLAKE_SPARK_MASTER", "spark://master:7077");
        environment.put("SHOPLAKE_ETL_OVERLAP", "PT0S");

        var settings = EtlSettings.from(environment);

        assertThat(settings.shopZone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(settings.shopCurrency()).isEqualTo("GBP");
        assertThat(settings.sparkMaster()).isEqualTo("spark://master:7077");
        assertThat(settings.overlap()).isZero();
        assertThat(settings.postgres().url()).isEqualTo("jdbc:postgresql://127.0.0.1:1/shop");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> EtlSettings.from(with("SHOPLAKE_SHOP_TIMEZONE", "Atlantis")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_SHOP_TIMEZONE is 'Atlantis': expected a time zone");
        assertThatThrownBy(() -> EtlSettings.from(with("SHOPLAKE_ETL_MASTER", "local")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_ETL_MASTER is not a known key");
        assertThatThrownBy(() -> EtlSettings.from(Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_POSTGRES_URL is missing")
                .hasMessageContaining("SHOPLAKE_NESSIE_URI is missing");
    }
}
