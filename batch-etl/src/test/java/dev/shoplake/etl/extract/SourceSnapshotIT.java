package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Properties;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All tables of an extract are of one moment, however long it takes to read them. */
class SourceSnapshotIT {
    private final PostgresSettings settings = PostgresSettings.read(
            SettingsReader.of(LocalStack.shared("postgres").environment()));

    @BeforeEach
    void emptyShop() throws Exception {
        try (var file = SourceSnapshotIT.class.getResourceAsStream("/dev/shoplake/etl/shop.sql")) {
            execute(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        execute("INSERT INTO orders (order_id, status, order_timestamp) VALUES ('before', 'completed', '2026-01-05')");
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.url(), settings.user(), settings.password().value());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void sparkReadsAsOfTheMomentAndNotWhatIsWrittenMeanwhile() throws SQLException {
        var window = new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01"));
        var spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        try (var snapshot = SourceSnapshot.open(settings)) {
            execute(
                    "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('meanwhile', 'completed', '2026-01-06')");
            execute("UPDATE orders SET status = 'cancelled' WHERE order_id = 'before'");

            var connection = new Properties();
            connection.setProperty("user", settings.user());
            connection.setProperty("password", settings.password().value());
            connection.setProperty("fetchsize", "1000");
            connection.setProperty("sessionInitStatement", snapshot.joinStatement());
            var rows = spark.read()
                    .jdbc(
                            settings.url(),
                            "(%s) AS source".formatted(SourceTable.ORDERS.rowsOf(window)),
                            new String[] {"order_id < 'c'", "order_id >= 'c'"},
                            connection)
                    .select("order_id", "status")
                    .collectAsList();

            assertThat(rows).hasToString("[[before,completed]]");
            assertThat(snapshot.count(SourceTable.ORDERS, window)).isOne();
        }
        try (var later = SourceSnapshot.open(settings)) {
            assertThat(later.count(SourceTable.ORDERS, window)).isEqualTo(2);
        }
    }

    @Test
    void theWholeHistoryBeginsWithTheFirstOrdersMonthAndEndsAfterTheNewestOrder() throws SQLException {
        execute(
                "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('last', 'completed', '2026-03-31 23:59:59')");

        assertThat(SourceSnapshot.wholeHistory(settings))
                .isEqualTo(new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-04-01")));
    }
}
