package dev.shoplake.etl.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All tables of an extract are of one moment, however long it takes to read them. */
class PostgresSourceIT {
    private final PostgresSettings settings = PostgresSettings.read(
            SettingsReader.of(LocalStack.shared("postgres").environment()));

    @BeforeEach
    void emptyShop() throws Exception {
        try (var file = PostgresSourceIT.class.getResourceAsStream("/dev/shoplake/etl/shop.sql")) {
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

    private static List<String> read(ShopSource source, SourceTable table, Selection selection) {
        var lines = new ArrayList<String>();
        source.read(table, selection, Share.WHOLE, row -> lines.add(line(row)));
        return lines.stream().sorted().toList();
    }

    private static String line(SourceRow row) {
        return IntStream.range(0, row.columns()).mapToObj(row::text).collect(Collectors.joining("|"));
    }

    @Test
    void everyReadingIsAsOfTheMomentAndNotOfWhatIsWrittenMeanwhile() throws SQLException {
        var days = new Selection.Days(new Window(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-02-01")));
        var before =
                "before|null|null|completed|2026-01-05 00:00:00|null|null|2026-01-01 00:00:00+00|2026-01-01 00:00:00+00";
        try (var source = PostgresSource.open(settings)) {
            execute(
                    "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('meanwhile', 'completed', '2026-01-06')");
            execute("UPDATE orders SET status = 'cancelled' WHERE order_id = 'before'");

            assertThat(read(source, SourceTable.ORDERS, days)).containsExactly(before);
            assertThat(read(source, SourceTable.ORDERS, new Selection.Ids(List.of("meanwhile", "before"))))
                    .containsExactly(before);
            assertThat(source.count(SourceTable.ORDERS, days)).hasValue(1);
        }
        try (var later = PostgresSource.open(settings)) {
            assertThat(later.count(SourceTable.ORDERS, days)).hasValue(2);
        }
    }
}
