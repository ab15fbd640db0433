package dev.shoplake.producers.shop.serve;

import io.helidon.http.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Opens {@link Reading}s, so many at a time: the shop's database has other things to do. */
final class ShopReads {
    private static final int MOST = 8;
    private static final long PATIENCE_SECONDS = 30;

    /** A reader who takes no bytes for so long loses the page. */
    private static final Duration STALLED = Duration.ofMinutes(1);

    /** No such column, no such table; a snapshot whose transaction is gone. */
    private static final Set<String> CHANGED = Set.of("42703", "42P01", "42704", "22023", "55000");

    private final Semaphore places = new Semaphore(MOST, true);
    private final ShopConnections connections;
    private final Snapshots snapshots;

    ShopReads(ShopConnections connections, Snapshots snapshots) {
        this.connections = connections;
        this.snapshots = snapshots;
    }

    /**
     * Begins to read.
     *
     * @throws ProblemException if the snapshot is gone, or too many read
     */
    Reading open(PageRequest request) throws SQLException, ProblemException, InterruptedException {
        var id = request.snapshot();
        var snapshot = id == null ? null : snapshots.use(id);
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ProblemException(Problem.of(
                    Status.TOO_MANY_REQUESTS_429,
                    "%d requests are being answered: ask one after another".formatted(MOST)));
        }
        boolean begun = false;
        try {
            var connection = connections.open(STALLED);
            try {
                var reading = snapshot == null ? now(connection, request) : asOf(connection, snapshot);
                begun = true;
                return reading;
            } finally {
                if (!begun) {
                    connection.close();
                }
            }
        } finally {
            if (!begun) {
                places.release();
            }
        }
    }

    /** Whether a failed question means that the snapshot cannot be read any more; then it is closed. */
    boolean hasLost(UUID snapshot, SQLException failure) {
        if (CHANGED.contains(failure.getSQLState())) {
            snapshots.close(snapshot);
            return true;
        }
        return false;
    }

    private Reading now(Connection connection, PageRequest request) throws SQLException {
        var after = request.after();
        var moment = after == null ? ShopConnections.moment(connection).time() : after.moment();
        connection.setAutoCommit(false);
        return new Reading(connection, moment, places::release);
    }

    private Reading asOf(Connection connection, Snapshot snapshot) throws SQLException, ProblemException {
        if (!snapshot.isHeld()) {
            snapshots.close(snapshot.id());
            throw snapshots.gone(snapshot.id());
        }
        snapshot.join(connection);
        return new Reading(connection, snapshot.moment().time(), places::release);
    }
}
