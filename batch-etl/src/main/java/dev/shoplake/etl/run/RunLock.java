package dev.shoplake.etl.run;

import dev.shoplake.runtime.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps runs apart: an advisory lock of the shop's database, held by a connection of its own for as long as the process
 * lives. The database frees it the moment that connection ends, so a dead run holds nothing.
 */
public final class RunLock implements AutoCloseable {
    /** "shoplake" in the letters' places of a telephone: any number will do as long as it stays the same. */
    private static final long KEY = 74_675_253L;

    private static final String HOLDER = """
            SELECT a.application_name, a.backend_start
            FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) = ?
            """;

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock for a command of this process.
     *
     * @param wait whether to wait for another run to end, rather than to give up
     * @throws RunException if another run holds it, naming that run
     */
    public static RunLock of(PostgresSettings settings, String command, boolean wait) {
        var holder = "shoplake etl %s, process %d"
                .formatted(command, ProcessHandle.current().pid());
        return wait
                ? await(settings, holder, () -> System.out.println("waiting for another run to end ..."))
                : take(settings, holder);
    }

    /**
     * Takes the lock.
     *
     * @param holder what another run is told while this one holds it; the database keeps the first 63 characters
     * @throws RunException if another run holds it, naming that run
     */
    public static RunLock take(PostgresSettings settings, String holder) {
        return open(settings, holder, connection -> {
            if (!ask(connection, "SELECT pg_try_advisory_lock(?)").getBoolean(1)) {
                throw new RunException("another run is at work: %s. Try again when it has ended, or wait with --wait."
                        .formatted(holderOf(connection)));
            }
        });
    }

    /** Who holds the lock now, and since when; null if nobody does. */
    public static @Nullable String holder(PostgresSettings settings) {
        try (var connection = connect(settings, "shoplake etl, who is at work")) {
            return lookUpHolder(connection);
        } catch (SQLException e) {
            throw new RunException("the shop's database does not say who is at work: " + e.getMessage(), e);
        }
    }

    /** Takes the lock as soon as it is free. */
    public static RunLock await(PostgresSettings settings, String holder, Runnable onWait) {
        return open(settings, holder, connection -> {
            if (!ask(connection, "SELECT pg_try_advisory_lock(?)").getBoolean(1)) {
                onWait.run();
                ask(connection, "SELECT pg_advisory_lock(?)");
            }
        });
    }

    /**
     * Makes sure that the lock is still held; it is lost when the database has ended its connection.
     *
     * @throws RunException if it is not
     */
    public void confirm() {
        try {
            holderOf(connection);
        } catch (SQLException e) {
            throw new RunException("the lock of this run is lost (its database connection ended); run again", e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            // The database ends a connection in its own time; the next stage asks at once
            ask(connection, "SELECT pg_advisory_unlock(?)");
        } catch (SQLException e) {
            LOG.debug("the lock's connection is gone, and the lock with it", e);
        }
    }

    @FunctionalInterface
    private interface Taking {
        void take(Connection connection) throws SQLException;
    }

    private static RunLock open(PostgresSettings settings, String holder, Taking taking) {
        var connection = connect(settings, holder);
        try {
            taking.take(connection);
            return new RunLock(connection);
        } catch (SQLException | RuntimeException e) {
            try (connection) {
                throw e instanceof RunException known ? known : new RunException("no lock: " + e.getMessage(), e);
            } catch (SQLException suppressed) {
                throw new RunException("no lock: " + e.getMessage(), suppressed);
            }
        }
    }

    private static Connection connect(PostgresSettings settings, String name) {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "10");
        try {
            return DriverManager.getConnection(settings.url(), properties);
        } catch (SQLException e) {
            throw new RunException(
                    "the shop's database %s does not answer: %s".formatted(settings.url(), e.getMessage()), e);
        }
    }

    private static ResultSet ask(Connection connection, String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.closeOnCompletion();
        statement.setLong(1, KEY);
        var row = statement.executeQuery();
        row.next();
        return row;
    }

    private static String holderOf(Connection connection) throws SQLException {
        var holder = lookUpHolder(connection);
        return holder == null ? "nobody any more" : holder;
    }

    private static @Nullable String lookUpHolder(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDER)) {
            statement.setLong(1, KEY);
            try (var row = statement.executeQuery()) {
                return row.next() ? "%s, since %s".formatted(row.getString(1), row.getString(2)) : null;
            }
        }
    }
}
