package dev.shoplake.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {
    @Test
    void takesDefaultsWhereNothingIsGiven() {
        var reader = SettingsReader.of(Map.of());

        assertThat(reader.integer("SHOPLAKE_X_ROWS", 7, 1, 10, "rows")).isEqualTo(7);
        assertThat(reader.text("SHOPLAKE_X_NAME", "shop", "name")).isEqualTo("shop");
        reader.finish("SHOPLAKE_X_");
    }

    @Test
    void readsEveryForm() {
        var reader = SettingsReader.of(Map.of(
                "SHOPLAKE_X_ROWS", "3",
                "SHOPLAKE_X_WAIT", "PT5S",
                "SHOPLAKE_X_URI", "http://127.0.0.1:8080/api",
                "SHOPLAKE_X_ZONE", "Europe/London",
                "SHOPLAKE_X_PASSWORD", "hush"));

        assertThat(reader.integer("SHOPLAKE_X_ROWS", 7, 1, 10, "rows")).isEqualTo(3);
        assertThat(reader.duration("SHOPLAKE_X_WAIT", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), "wait"))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(reader.uri("SHOPLAKE_X_URI", "api", "http")).hasPort(8080);
        assertThat(reader.zone("SHOPLAKE_X_ZONE", java.time.ZoneOffset.UTC, "zone"))
                .hasToString("Europe/London");
        var password = reader.secret("SHOPLAKE_X_PASSWORD", "password");
        assertThat(password.value()).isEqualTo("hush");
        assertThat(password).hasToString("***");
        reader.finish("SHOPLAKE_X_");
    }

    @Test
    void reportsEveryProblemAtOnceWithKeyValueAndExpectation() {
        var reader =
                SettingsReader.of(Map.of("SHOPLAKE_X_ROWS", "many", "SHOPLAKE_X_WAIT", "PT2M", "SHOPLAKE_X_ROWZ", "1"));
        reader.integer("SHOPLAKE_X_ROWS", 7, 1, 10, "rows of a batch");
        reader.duration("SHOPLAKE_X_WAIT", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), "longest wait");
        reader.text("SHOPLAKE_X_NAME", "name of the shop");

        assertThatThrownBy(() -> reader.finish("SHOPLAKE_X_"))
                .isInstanceOf(SettingsException.class)
                .hasMessage("""
                        Wrong settings:
                          SHOPLAKE_X_ROWS is 'many': expected a whole number from 1 to 10 (rows of a batch)
                          SHOPLAKE_X_WAIT is 'PT2M': expected an ISO-8601 duration from PT0S to PT1M (longest wait)
                          SHOPLAKE_X_NAME is missing: expected text (name of the shop)
                          SHOPLAKE_X_ROWZ is not a known key: did you mean SHOPLAKE_X_ROWS?""");
    }

    @Test
    void readsOneOfAnEnumAndASecretThatMayBeAbsent() {
        var reader = SettingsReader.of(Map.of("SHOPLAKE_X_UNIT", "hours", "SHOPLAKE_X_OTHER", "Hours"));

        assertThat(reader.oneOf("SHOPLAKE_X_UNIT", TimeUnit.DAYS, "unit")).isEqualTo(TimeUnit.HOURS);
        assertThat(reader.oneOf("SHOPLAKE_X_NONE", TimeUnit.DAYS, "unit")).isEqualTo(TimeUnit.DAYS);
        assertThat(reader.secretOrNone("SHOPLAKE_X_KEY", "key").value()).isEmpty();
        reader.oneOf("SHOPLAKE_X_OTHER", TimeUnit.DAYS, "unit");
        assertThatThrownBy(reader::finish)
                .hasMessageContaining("SHOPLAKE_X_OTHER is 'Hours': expected one of nanoseconds, ")
                .hasMessageContaining(", hours, days (unit)");
    }
}
