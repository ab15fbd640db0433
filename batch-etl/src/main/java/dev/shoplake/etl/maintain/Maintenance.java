package dev.shoplake.etl.maintain;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.SparkSession;

/**
 * Tends the batch's tables on main, while the caller holds the lock of the runs. The stream's tables are the consumer's.
 * Whatever main, a tag or another branch still reads stays.
 */
public final class Maintenance {
    private final SparkSession spark;
    private final LakeSettings lake;
    private final CatalogBranches branches;
    private final Policy policy;
    private final Clock clock;
    private final PrintStream progress;

    /**
     * What may go.
     *
     * @param history age from which a snapshot goes, unless it is the newest or something stands on it
     * @param deadRuns age from which the branch of a run that was never published goes
     * @param orphans age from which a file that belongs to nothing goes
     */
    public record Policy(Duration history, Duration deadRuns, Duration orphans) {}

    public Maintenance(
            SparkSession spark,
            LakeSettings lake,
            CatalogBranches branches,
            Policy policy,
            Clock clock,
            PrintStream progress) {
        this.spark = spark;
        this.lake = lake;
        this.branches = branches;
        this.policy = policy;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Does all of it.
     *
     * @return whether there was anything to do
     */
    public boolean run() {
        var dropped = branches.dropRunsBefore(age(policy.deadRuns()));
        dropped.forEach(branch -> progress.printf("  dropped branch %s of a run that was never published%n", branch));
        boolean worked = !dropped.isEmpty();
        try (var tables = CatalogTables.open(lake, branches.others())) {
            for (var table : LakeTables.batch()) {
                if (tables.exists(table)) {
                    worked |= tend(tables, table);
                }
            }
        }
        return worked;
    }

    private boolean tend(CatalogTables tables, LakeTable name) {
        var before = Footprint.of(tables.onMain(name));
        int compacted = compact(tables.onMain(name));
        int expired = expire(state(tables, name));
        int orphans = removeOrphans(state(tables, name));
        var after = Footprint.of(tables.onMain(name));
        if (compacted + expired + orphans == 0) {
            return false;
        }
        progress.printf(
                "  %-34s files %,d -> %,d, snapshots %,d -> %,d, stored %,d (%,d KB) -> %,d (%,d KB)%n",
                name.identifier(),
                before.liveFiles(),
                after.liveFiles(),
                before.snapshots(),
                after.snapshots(),
                before.storedFiles(),
                before.storedBytes() / 1024,
                after.storedFiles(),
                after.storedBytes() / 1024);
        progress.flush();
        return true;
    }

    private static SharedState state(CatalogTables tables, LakeTable name) {
        return new SharedState(tables.onMain(name), tables.elsewhere(name));
    }

    private int compact(Table table) {
        return table.currentSnapshot() == null
                ? 0
                : SparkActions.get(spark).rewriteDataFiles(table).execute().rewrittenDataFilesCount();
    }

    private int expire(SharedState state) {
        var old = old(state.main(), state.neededSnapshots());
        if (old.isEmpty()) {
            return 0;
        }
        // By name alone: Iceberg's own limit of age knows nothing of the catalog's other branches
        var expiry = state.main().expireSnapshots().expireOlderThan(0);
        old.forEach(snapshot -> expiry.expireSnapshotId(snapshot.snapshotId()));
        expiry.commit();
        return old.size();
    }

    private List<Snapshot> old(Table table, Set<Long> needed) {
        long limit = age(policy.history()).toEpochMilli();
        var old = new ArrayList<Snapshot>();
        for (var snapshot : table.snapshots()) {
            if (snapshot.timestampMillis() < limit && !needed.contains(snapshot.snapshotId())) {
                old.add(snapshot);
            }
        }
        return old;
    }

    /** Of data alone: old metadata is read by branches and tags, and looks like an orphan from main. */
    private int removeOrphans(SharedState state) {
        long limit = age(policy.orphans()).toEpochMilli();
        var table = state.main();
        // Listed first: what is added later is not looked at
        var old = new ArrayList<String>();
        for (var file : Footprint.listing(table).listPrefix(table.location() + "/data/")) {
            if (file.createdAtMillis() < limit) {
                old.add(file.location());
            }
        }
        if (old.isEmpty()) {
            return 0;
        }
        var reachable = state.reachableFiles();
        old.removeIf(reachable::contains);
        if (!old.isEmpty() && table.io() instanceof SupportsBulkOperations files) {
            files.deleteFiles(old);
        }
        return old.size();
    }

    private Instant age(Duration age) {
        return clock.instant().minus(age);
    }
}
