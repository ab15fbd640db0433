package dev.shoplake.producers.shop.serve;

import io.helidon.http.Status;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The snapshots that are open. One that nobody used for its life is closed. */
final class Snapshots implements AutoCloseable {
    private static final long SWEEP_SECONDS = 5;

    /** What the database waits beyond a snapshot's life before it ends the transaction itself. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Map<UUID, Snapshot> open = new ConcurrentHashMap<>();
    private final ShopConnections connections;
    private final Duration life;
    private final int most;
    private final Semaphore places;
    private final Clock clock;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("snapshot-sweeper").factory());

    Snapshots(ShopConnections connections, Duration life, int most, Clock clock) {
        this.connections = connections;
        this.life = life;
        this.most = most;
        this.places = new Semaphore(most);
        this.clock = clock;
        var _ = sweeper.scheduleWithFixedDelay(this::closeExpired, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws ProblemException 429 if too many are open */
    Snapshot open() throws SQLException, ProblemException {
        closeExpired();
        if (!places.tryAcquire()) {
            closeIf(snapshot -> !snapshot.isHeld());
            if (!places.tryAcquire()) {
                throw new ProblemException(Problem.of(
                        Status.TOO_MANY_REQUESTS_429,
                        "%d snapshots are open: close one (DELETE), or wait until one was not used for %s"
                                .formatted(most, life)));
            }
        }
        boolean kept = false;
        try {
            var connection = connections.open(life.plus(GRACE));
            try {
                var snapshot = Snapshot.hold(connection);
                snapshot.keepUntil(clock.instant().plus(life));
                open.put(snapshot.id(), snapshot);
                kept = true;
                return snapshot;
            } finally {
                if (!kept) {
                    connection.close();
                }
            }
        } finally {
            if (!kept) {
                places.release();
            }
        }
    }

    /**
     * A snapshot that is now used, and lives on.
     *
     * @throws ProblemException 410 if it is not open any more
     */
    Snapshot use(UUID id) throws ProblemException {
        closeExpired();
        var snapshot = open.get(id);
        if (snapshot == null) {
            throw gone(id);
        }
        snapshot.keepUntil(clock.instant().plus(life));
        return snapshot;
    }

    /** Closes one; again it does no harm. */
    void close(UUID id) {
        closeIf(snapshot -> snapshot.id().equals(id));
    }

    int count() {
        return open.size();
    }

    ProblemException gone(UUID id) {
        return new ProblemException(new Problem(
                Status.GONE_410,
                "snapshot %s is closed, was not used for %s, or its tables were changed: open another one and begin anew"
                        .formatted(id, life),
                "snapshot",
                "the id of an open snapshot, from POST /extract/snapshots"));
    }

    private void closeExpired() {
        var now = clock.instant();
        closeIf(snapshot -> !snapshot.expiresAt().isAfter(now));
    }

    private void closeIf(Predicate<Snapshot> condition) {
        for (var snapshot : List.copyOf(open.values())) {
            // who removes it closes it, so that a place is given back once
            if (condition.test(snapshot) && open.remove(snapshot.id(), snapshot)) {
                snapshot.release();
                places.release();
            }
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        closeIf(snapshot -> true);
    }
}
