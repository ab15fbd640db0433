package dev.shoplake.etl.maintain;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Forgets old states of a table on main, and deletes the files that only they read. The caller holds the lock of the runs.
 *
 * <p>Whatever its age stays: the newest state, what a tag or branch inside the table names, what another branch or tag of the
 * catalog stands on, and of the stream's tables everything since the consumer's newest commit, from which it goes on. Who
 * wants the latter to go too calls {@link StreamProgress#repeat} before.
 */
public final class SnapshotExpiry {
    private final CatalogTables tables;
    private final CatalogBranches branches;
    private final Clock clock;

    public SnapshotExpiry(CatalogTables tables, CatalogBranches branches, Clock clock) {
        this.tables = tables;
        this.branches = branches;
        this.clock = clock;
    }

    /**
     * Does it for a table that main has.
     *
     * @param age younger states stay
     * @return number of states that went
     * @throws dev.shoplake.etl.run.RunException if a branch or tag of the catalog cannot be read, naming it: then nothing went
     */
    public int expire(LakeTable name, Duration age) {
        long limit = clock.millis() - age.toMillis();
        var state = SharedState.of(tables, branches, name);
        var needed = state.neededSnapshots();
        var old = new ArrayList<Long>();
        for (var snapshot : state.main().snapshots()) {
            if (snapshot.timestampMillis() <= limit && !needed.contains(snapshot.snapshotId())) {
                old.add(snapshot.snapshotId());
            }
        }
        if (!old.isEmpty()) {
            // By name alone: Iceberg's own limit of age knows nothing of the catalog's other branches
            var expiry = state.main().expireSnapshots().expireOlderThan(0);
            old.forEach(expiry::expireSnapshotId);
            expiry.commit();
        }
        return old.size();
    }
}
