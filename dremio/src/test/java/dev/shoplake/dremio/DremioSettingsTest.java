package dev.shoplake.dremio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.runtime.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DremioSettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "SHOPLAKE_DREMIO_ADMIN_PASSWORD", "admin-pass-1",
            "SHOPLAKE_DREMIO_READER_PASSWORD", "reader-pass-1",
            "SHOPLAKE_NESSIE_URI", "http://nessie:19120/api/v2",
            "SHOPLAKE_S3_ENDPOINT", "http://minio:9000",
            "SHOPLAKE_S3_ACCESS_KEY", "key",
            "SHOPLAKE_S3_SECRET_KEY", "secret"));

    @Test
    void hasDefaultsForAllButAddressesAndSecrets() {
        var settings = DremioSettings.from(environment);

        assertThat(settings.url()).isEqualTo(URI.create("http://127.0.0.1:9047"));
        assertThat(settings.admin().user()).isEqualTo("admin");
        assertThat(settings.reader().user()).isEqualTo("reader");
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void readsEveryKey() {
        environment.put("SHOPLAKE_DREMIO_URL", "https://dremio.example.com");
        environment.put("SHOPLAKE_DREMIO_ADMIN_USER", "chief");
        environment.put("SHOPLAKE_DREMIO_READER_USER", "looker");
        environment.put("SHOPLAKE_DREMIO_START_TIMEOUT", "PT10M");

        var settings = DremioSettings.from(environment);

        assertThat(settings.url()).isEqualTo(URI.create("https://dremio.example.com"));
        assertThat(settings.admin().user()).isEqualTo("chief");
        assertThat(settings.admin().password().value()).isEqualTo("admin-pass-1");
        assertThat(settings.reader().user()).isEqualTo("looker");
        assertThat(settings.reader().password().value()).isEqualTo("reader-pass-1");
        assertThat(settings.startTimeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.lake().catalogUri()).isEqualTo(URI.create("http://nessie:19120/api/v2"));
    }

    @Test
    void saysWhichPasswordDremioWouldRefuseWithoutShowingIt() {
        environment.put("SHOPLAKE_DREMIO_ADMIN_PASSWORD", "onlyletters");
        environment.put("SHOPLAKE_DREMIO_READER_PASSWORD", "short1");
        environment.put("SHOPLAKE_DREMIO_READER_USER", "Admin");

        assertThatThrownBy(() -> DremioSettings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_DREMIO_ADMIN_PASSWORD is ***: expected at least 8 characters")
                .hasMessageContaining("SHOPLAKE_DREMIO_READER_PASSWORD is ***: expected at least 8 characters")
                .hasMessageContaining("SHOPLAKE_DREMIO_READER_USER is 'Admin': expected another name")
                .hasMessageNotContaining("onlyletters");
    }

    @Test
    void namesWhatIsMissingOrMisspelt() {
        environment.remove("SHOPLAKE_DREMIO_ADMIN_PASSWORD");
        environment.put("SHOPLAKE_DREMIO_ADMIN_USR", "chief");

        assertThatThrownBy(() -> DremioSettings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_DREMIO_ADMIN_PASSWORD is missing")
                .hasMessageContaining(
                        "SHOPLAKE_DREMIO_ADMIN_USR is not a known key: did you mean SHOPLAKE_DREMIO_ADMIN_USER?");
    }
}
