package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Properties;

/**
 * One moment of the shop's database, held open so that any number of connections can read as of it. Rows that are written
 * meanwhile are seen by none of them.
 */
public final class SourceSnapshot implements AutoCloseable {
    private final Connection connection;
    private final String id;
    private final String position;

    private SourceSnapshot(Connection connection, String id, String position) {
        this.connection = connection;
        this.id = id;
        this.position = position;
    }

    public static SourceSnapshot open(PostgresSettings settings) {
        try {
            var connection = connect(settings);
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(
                            "SELECT pg_export_snapshot(), "
                                    + "(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END)::text")) {
                row.next();
                return new SourceSnapshot(connection, row.getString(1), row.getString(2));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(settings, e);
        }
    }

    /**
     * The window that holds every order: from the first day of the first order's month to the day after the newest order.
     *
     * @throws RunException if there is no order
     */
    public static Window wholeHistory(PostgresSettings settings) {
        try (var connection = connect(settings);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT min(order_timestamp), max(order_timestamp) FROM orders")) {
            row.next();
            var first = row.getObject(1, LocalDateTime.class);
            var last = row.getObject(2, LocalDateTime.class);
            if (first == null || last == null) {
                throw new RunException("the shop has no order yet: load a shop first (shoplake shop load --help)");
            }
            return new Window(
                    first.toLocalDate().withDayOfMonth(1), last.toLocalDate().plusDays(1));
        } catch (SQLException e) {
            throw failed(settings, e);
        }
    }

    public String id() {
        return id;
    }

    public String position() {
        return position;
    }

    /** Rows of a table inside a window, counted by the database. */
    long count(SourceTable table, Window window) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(table.countOf(window))) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new RunException("table %s cannot be counted: %s".formatted(table.tableName(), e.getMessage()), e);
        }
    }

    /**
     * What another connection has to say first, to read as of this moment. The id is the database's own word, so it may
     * stand in the text.
     */
    String joinStatement() {
        return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT '%s'; SET TIME ZONE 'UTC'"
                .formatted(id);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new RunException("the database connection does not close: " + e.getMessage(), e);
        }
    }

    private static Connection connect(PostgresSettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("ApplicationName", "shoplake etl snapshot");
        var connection = DriverManager.getConnection(settings.url(), properties);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    private static RunException failed(PostgresSettings settings, SQLException e) {
        return new RunException("the shop's database %s: %s".formatted(settings.url(), e.getMessage()), e);
    }
}
