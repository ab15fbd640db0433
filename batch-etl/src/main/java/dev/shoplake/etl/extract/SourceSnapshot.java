package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Properties;

/**
 * One moment of the shop's database, held open so that any number of connections can read as of it. Rows that are written
 * meanwhile are seen by none of them.
 */
final class SourceSnapshot implements AutoCloseable {
    /**
     * Whoever writes after this was asked, or was writing meanwhile, has a later or equal {@code updated_at}. Sessions of
     * other users show their transactions to this one only if it may read {@code pg_stat_activity}.
     */
    private static final String MOMENT = """
            SELECT least(now(), min(xact_start))
            FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
            """;

    private static final String SNAPSHOT = """
            SELECT
                pg_export_snapshot(),
                (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END)::text
            """;

    private static final String COLUMNS = """
            SELECT attname, format_type(atttypid, atttypmod)
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
            """;

    /** What is not kept by PostgreSQL itself, such as a view, has no pages. Of a table in partitions those of the greatest. */
    private static final String PAGES = """
            SELECT
                CASE WHEN bool_and(relkind IN ('r', 'p', 'm'))
                    THEN max(pg_relation_size(oid)) / current_setting('block_size')::bigint
                    ELSE 0
                END
            FROM pg_class
            WHERE oid = to_regclass(?) OR oid IN (SELECT relid FROM pg_partition_tree(to_regclass(?)))
            """;

    private final PostgresSettings settings;
    private final Connection connection;
    private final String id;
    private final String position;
    private final Instant moment;

    private SourceSnapshot(
            PostgresSettings settings, Connection connection, String id, String position, Instant moment) {
        this.settings = settings;
        this.connection = connection;
        this.id = id;
        this.position = position;
        this.moment = moment;
    }

    static SourceSnapshot open(PostgresSettings settings) {
        try {
            var connection = connect(settings);
            try (var statement = connection.createStatement()) {
                // Before the snapshot and outside of its transaction: what is seen must not be later than what is
                // promised
                Instant moment;
                try (var row = statement.executeQuery(MOMENT)) {
                    row.next();
                    moment = row.getObject(1, OffsetDateTime.class).toInstant();
                }
                connection.setAutoCommit(false);
                try (var row = statement.executeQuery(SNAPSHOT)) {
                    row.next();
                    return new SourceSnapshot(settings, connection, row.getString(1), row.getString(2), moment);
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(settings, e);
        }
    }

    String id() {
        return id;
    }

    String position() {
        return position;
    }

    Instant moment() {
        return moment;
    }

    /** Columns of a table, as {@link SourceTable#arranged} has them. */
    SourceColumns columns(SourceTable table) {
        var found = new LinkedHashMap<String, SourceColumn>();
        try (var reading = join();
                var statement = reading.prepareStatement(COLUMNS)) {
            statement.setString(1, table.tableName());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new SourceColumn(rows.getString(1), rows.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw failed(settings, e);
        }
        if (found.isEmpty()) {
            throw new RunException("the shop's database has no table %s".formatted(table.tableName()));
        }
        return table.arranged(found);
    }

    /** How many pages a table has about, by which its rows can be shared out; 0 if they cannot. */
    long pages(SourceTable table) {
        try (var reading = join();
                var statement = reading.prepareStatement(PAGES)) {
            statement.setString(1, table.tableName());
            statement.setString(2, table.tableName());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw failed(settings, e);
        }
    }

    /** A connection of its own that reads as of this moment and writes times in UTC. */
    Connection join() throws SQLException {
        var joined = connect(settings);
        try (var statement = joined.createStatement()) {
            joined.setAutoCommit(false);
            // The id is the database's own word, so it may stand in the text
            statement.execute(
                    "SET TRANSACTION SNAPSHOT '%s'; SET TIME ZONE 'UTC'; SET DateStyle = 'ISO'".formatted(id));
            return joined;
        } catch (SQLException e) {
            joined.close();
            throw e;
        }
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
        properties.setProperty("ApplicationName", "shoplake etl extract");
        var connection = DriverManager.getConnection(settings.url(), properties);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    private static RunException failed(PostgresSettings settings, SQLException e) {
        return new RunException("the shop's database %s: %s".formatted(settings.url(), e.getMessage()), e);
    }
}
