package dev.shoplake.etl.change;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the shop's database says about changes, by {@code updated_at}: the time at which the writing transaction began. */
final class ShopChanges implements AutoCloseable {
    /**
     * Whoever writes after this was asked, or was writing meanwhile, has a later or equal {@code updated_at}. Sessions of
     * other users show their transactions to this one only if it may read {@code pg_stat_activity}.
     */
    private static final String MOMENT = """
            SELECT least(now(), min(xact_start))
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """;

    private final Connection connection;

    private ShopChanges(Connection connection) {
        this.connection = connection;
    }

    static ShopChanges open(PostgresSettings settings) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "shoplake etl window");
        try {
            var connection = DriverManager.getConnection(settings.url(), properties);
            connection.setReadOnly(true);
            return new ShopChanges(connection);
        } catch (SQLException e) {
            throw new RunException(
                    "the shop's database %s does not answer: %s".formatted(settings.url(), e.getMessage()), e);
        }
    }

    /** The moment up to which everything is to be seen by whoever reads from now on. */
    Instant moment() {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(MOMENT)) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /**
     * Days of the orders that changed and that no run has read since.
     *
     * @param runs all published runs
     * @param since nothing older is looked at
     * @param lastRun moment of the newest run, which read all customers and products
     */
    @Nullable
    Days days(List<PublishedRun> runs, Instant since, Instant lastRun, Instant until) {
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

    private java.sql.Array array(String type, List<PublishedRun> runs, Function<PublishedRun, Object> value)
            throws SQLException {
        return connection.createArrayOf(
                type, runs.stream().map(value).map(Object::toString).toArray());
    }

    private static RunException unanswered(SQLException e) {
        return new RunException("the shop's database does not say what changed: " + e.getMessage(), e);
    }

    private static String sql() {
        try (var file = ShopChanges.class.getResourceAsStream("shop_changes.sql")) {
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
