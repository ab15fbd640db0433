package dev.shoplake.etl.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DatabaseChangesIT {
    private final PostgresSettings settings = PostgresSettings.read(
            SettingsReader.of(LocalStack.shared("postgres").environment()));

    @Test
    void theWholeHistoryBeginsWithTheFirstOrdersMonthAndEndsAfterTheNewestOrder() throws Exception {
        try (var connection = DriverManager.getConnection(
                        settings.url(), settings.user(), settings.password().value());
                var statement = connection.createStatement();
                var tables = DatabaseChangesIT.class.getResourceAsStream("/dev/shoplake/etl/shop.sql");
                var changes = DatabaseChanges.open(settings)) {
            statement.execute(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
            assertThatThrownBy(changes::history)
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("the shop has no order yet");

            statement.execute("INSERT INTO orders (order_id, status, order_timestamp) VALUES "
                    + "('first', 'completed', '2026-01-05'), ('last', 'completed', '2026-03-31 23:59:59')");

            assertThat(changes.history())
                    .isEqualTo(new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-04-01")));
        }
    }
}
