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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

            var history = new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-04-01"));
            assertThat(changes.history()).isEqualTo(history);

            statement.execute(
                    "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('never', 'completed', 'infinity'),"
                            + " ('no time', 'completed', '0001-01-01'), ('no end', 'completed', '9999-12-31')");
            assertThat(changes.history()).isEqualTo(history);
            var epoch = Instant.EPOCH;
            statement.execute("UPDATE orders SET updated_at = '1999-01-01' WHERE order_id IN ('first', 'last')");
            var newest = LocalDate.parse("2026-03-31");
            assertThat(changes.days(List.of(), Instant.parse("2000-01-01T00:00:00Z"), epoch, Instant.now()))
                    .isEqualTo(new Days(newest, newest));
        }
    }
}
