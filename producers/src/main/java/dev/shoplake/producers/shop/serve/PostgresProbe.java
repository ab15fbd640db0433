package dev.shoplake.producers.shop.serve;

import dev.shoplake.runtime.operations.Readiness;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the shop's database every other second and reports to {@link Readiness}. */
final class PostgresProbe implements AutoCloseable {
    static final String DEPENDENCY = "postgres";
    static final String AWAY = "the shop's database does not answer";

    private static final String PARTLY =
            "sessions of other users hide their transactions, so that a moment may be too late: GRANT pg_read_all_stats to"
                    + " the user of this API, and read from the primary";

    private static final long INTERVAL_SECONDS = 2;

    private final ShopConnections connections;
    private final Readiness readiness;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("postgres-probe").factory());
    private @Nullable Connection connection;

    private PostgresProbe(ShopConnections connections, Readiness readiness) {
        this.connections = connections;
        this.readiness = readiness;
    }

    static PostgresProbe start(ShopConnections connections, Readiness readiness) {
        readiness.notReady(DEPENDENCY, "not asked yet");
        var probe = new PostgresProbe(connections, readiness);
        var _ = probe.executor.scheduleWithFixedDelay(probe::ask, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
        return probe;
    }

    private void ask() {
        try {
            var current = connection == null ? connections.open(Duration.ZERO) : connection;
            connection = current;
            var moment = ShopConnections.moment(current);
            readiness.ready(DEPENDENCY, moment.seesAllTransactions() ? "answers" : PARTLY);
        } catch (SQLException | RuntimeException e) {
            // an exception that left this method would end the probing
            readiness.notReady(DEPENDENCY, AWAY);
            disconnect();
        }
    }

    private void disconnect() {
        var last = connection;
        connection = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                // it was broken already
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        disconnect();
    }
}
