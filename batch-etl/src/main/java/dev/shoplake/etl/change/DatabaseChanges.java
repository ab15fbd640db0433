package dev.shoplake.etl.change;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the shop's database says. */
final class DatabaseChanges implements ShopChanges {
    private static final String ROWS = """
            SELECT
                (SELECT count(*) FROM customers) AS customers,
                (SELECT count(*) FROM products) AS products,
                (SELECT count(*) FROM orders) AS orders,
                (SELECT count(*) FROM order_items) AS order_items
            """;

    private static final String HISTORY = """
            SELECT min(order_timestamp), max(order_timestamp)
            FROM orders
            WHERE order_timestamp >= '0001-01-02' AND order_timestamp < '9999-12-30'
            """;

    private final Connection connection;

    private DatabaseChanges(Connection connection) {
        this.connection = connection;
    }

    static DatabaseChanges open(PostgresSettings settings) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "shoplake etl window");
        try {
            var connection = DriverManager.getConnection(settings.url(), properties);
            connection.setReadOnly(true);
            return new DatabaseChanges(connection);
        } catch (SQLException e) {
            throw new RunException(
                    "the shop's database %s does not answer: %s".formatted(settings.url(), e.getMessage()), e);
        }
    }

    @Override
    public @Nullable Days days(List<PublishedRun> runs, Instant since, Instant lastRun, Instant until) {
        try (var statement = connection.prepareStatement(sql())) {
            statement.setArray(1, array("date", runs, run -> run.window().from()));
            statement.setArray(2, array("date", runs, run -> run.window().to()));
            statement.setArray(
                    3, array("timestamptz", runs, run -> run.position().moment()));
            statement.setObject(4, since.atOffset(ZoneOffset.UTC));
            statement.setObject(5, lastRun.atOffset(ZoneOffset.UTC));
            statement.setObject(6, until.atOffset(ZoneOffset.UTC));
            try (var row = statement.executeQuery()) {
                row.next();
                var first = row.getObject(1, LocalDate.class);
                var last = row.getObject(2, LocalDate.class);
                return first == null || last == null ? null : new Days(first, last);
            }
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    @Override
    public Window history() {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(HISTORY)) {
            row.next();
            var first = row.getObject(1, LocalDateTime.class);
            var last = row.getObject(2, LocalDateTime.class);
            return ShopChanges.history(
                    first == null ? null : first.toLocalDate(), last == null ? null : last.toLocalDate());
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    @Override
    public Map<String, Long> rows() {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(ROWS)) {
            row.next();
            var counts = new HashMap<String, Long>();
            for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                counts.put(row.getMetaData().getColumnName(column), row.getLong(column));
            }
            return counts;
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private java.sql.Array array(String type, List<PublishedRun> runs, Function<PublishedRun, Object> value)
            throws SQLException {
        return connection.createArrayOf(
                type, runs.stream().map(value).map(Object::toString).toArray());
    }

    private static RunException unanswered(SQLException e) {
        return new RunException("the shop's database does not say what changed: " + e.getMessage(), e);
    }

    private static String sql() {
        try (var file = DatabaseChanges.class.getResourceAsStream("shop_changes.sql")) {
            if (file == null) {
                throw new IllegalStateException("no SQL file shop_changes.sql");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }
}
