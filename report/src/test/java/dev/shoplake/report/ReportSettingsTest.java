package dev.shoplake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.report.mail.MailSecurity;
import dev.shoplake.report.mail.MailSettings;
import dev.shoplake.report.superset.SupersetSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportSettingsTest {
    private static final Map<String, String> LEAST = Map.of(
            "SHOPLAKE_BROWSER", "/usr/bin/chromium",
            "SHOPLAKE_SUPERSET_URL", "http://127.0.0.1:8088",
            "SHOPLAKE_SUPERSET_READER_PASSWORD", "secret");

    @Test
    void sendsNoMailByDefault() {
        assertThat(ReportSettings.from(LEAST))
                .isEqualTo(new ReportSettings(
                        Path.of("/usr/bin/chromium"),
                        new SupersetSettings(URI.create("http://127.0.0.1:8088"), "reader", new Secret("secret")),
                        ZoneOffset.UTC,
                        new MailSettings("", 587, MailSecurity.STARTTLS, "", new Secret(""), "", "")));
    }

    @Test
    void everyKeyHasItsPlace() {
        var settings = ReportSettings.from(with(Map.of(
                "SHOPLAKE_SUPERSET_READER_USER", "owner",
                "SHOPLAKE_SHOP_TIMEZONE", "Europe/London",
                "SHOPLAKE_SMTP_HOST", "mail.example.com",
                "SHOPLAKE_SMTP_PORT", "465",
                "SHOPLAKE_SMTP_SECURITY", "tls",
                "SHOPLAKE_SMTP_USER", "shop",
                "SHOPLAKE_SMTP_PASSWORD", "key",
                "SHOPLAKE_SMTP_FROM", "shop@example.com",
                "SHOPLAKE_SMTP_TO", "ann@example.com")));

        assertThat(settings.superset().user()).isEqualTo("owner");
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(settings.mail())
                .isEqualTo(new MailSettings(
                        "mail.example.com",
                        465,
                        MailSecurity.TLS,
                        "shop",
                        new Secret("key"),
                        "shop@example.com",
                        "ann@example.com"));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThatThrownBy(() -> ReportSettings.from(Map.of(
                        "SHOPLAKE_SUPERSET_URL", "ftp://x",
                        "SHOPLAKE_SMTP_HOST", "mail.example.com",
                        "SHOPLAKE_SMTP_SECURITY", "ssl",
                        "SHOPLAKE_SMTP_PORT", "mail",
                        "SHOPLAKE_SMTP_SENDER", "shop@example.com")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_BROWSER is missing")
                .hasMessageContaining(
                        "SHOPLAKE_SUPERSET_URL is 'ftp://x': expected an address that starts with http:// or https://")
                .hasMessageContaining("SHOPLAKE_SUPERSET_READER_PASSWORD is missing")
                .hasMessageContaining("SHOPLAKE_SMTP_SECURITY is 'ssl': expected one of none, starttls, tls")
                .hasMessageContaining("SHOPLAKE_SMTP_PORT is 'mail': expected a whole number from 0 to 65535")
                .hasMessageContaining("SHOPLAKE_SMTP_FROM is missing")
                .hasMessageContaining("SHOPLAKE_SMTP_SENDER is not a known key: did you mean SHOPLAKE_SMTP_USER?");
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(LEAST);
        all.putAll(more);
        return all;
    }
}
