package dev.shoplake.etl.maintain;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogBranches.UnpublishedRun;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/**
 * Tends all tables on main, while the caller holds the lock of the runs and the stream goes on. Whatever main, a tag or another
 * branch still reads stays.
 */
public final class Maintenance {
    private final CatalogBranches branches;
    private final LakeSettings lake;
    private final Policy policy;
    private final Clock clock;
    private final PrintStream progress;
    private final Compaction compaction;

    /**
     * What may go.
     *
     * @param history age from which a snapshot goes, unless it is the newest or something stands on it
     * @param deadRuns age from which the branch of a run that was never published goes
     * @param orphans age from which a file that belongs to nothing goes
     * @param underWay age of its last commit up to which an unpublished run is taken to be at work
     */
    public record Policy(Duration history, Duration deadRuns, Duration orphans, Duration underWay) {}

    private record Tended(Footprint before, Footprint after, boolean changed) {}

    public Maintenance(
            SparkSession spark,
            LakeSettings lake,
            CatalogBranches branches,
            Policy policy,
            Clock clock,
            PrintStream progress) {
        this.compaction = new Compaction(spark);
        this.lake = lake;
        this.branches = branches;
        this.policy = policy;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Does all of it, and tells of each run and each table as it goes.
     *
     * @return whether there was anything to do
     * @throws dev.shoplake.etl.run.RunException if a branch or tag cannot be read; tables that were told of are done
     */
    public boolean run() {
        boolean worked = false;
        var underWay = new ArrayList<String>();
        for (var run : branches.unpublishedRuns()) {
            if (isOlder(run, policy.deadRuns())) {
                drop(run);
                worked = true;
            } else if (!isOlder(run, policy.underWay())) {
                underWay.add(run.branch());
            }
        }
        if (!underWay.isEmpty()) {
            progress.printf(
                    "  run %s is under way: the batch's tables are not rewritten, it could not be published otherwise%n",
                    String.join(", ", underWay));
        }
        return tendAll(underWay.isEmpty()) || worked;
    }

    private boolean isOlder(UnpublishedRun run, Duration age) {
        return !run.lastCommit().plus(age).isAfter(clock.instant());
    }

    private void drop(UnpublishedRun run) {
        branches.discard(run.branch());
        progress.printf(
                "  dropped run %s, never published, last at work %s: %s%n",
                run.branch(),
                run.lastCommit(),
                run.tables().isEmpty() ? "it had written nothing" : String.join(", ", run.tables()));
    }

    private boolean tendAll(boolean batchRests) {
        var before = Footprint.NONE;
        var after = Footprint.NONE;
        boolean changed = false;
        try (var tables = CatalogTables.open(lake, List.of())) {
            for (var table : LakeTables.all()) {
                if (tables.exists(table)) {
                    boolean isStream = LakeTables.stream().contains(table);
                    var tended = tend(tables, table, isStream, isStream || batchRests);
                    before = before.plus(tended.before());
                    after = after.plus(tended.after());
                    changed |= tended.changed();
                }
            }
        }
        if (changed) {
            progress.printf("  %-34s %s%n", "total", before.to(after));
        }
        return changed;
    }

    private Tended tend(CatalogTables tables, LakeTable name, boolean isStream, boolean mayCommit) {
        var before = Footprint.of(tables.onMain(name));
        int replaced = mayCommit ? compact(tables.onMain(name), isStream) : 0;
        int expired = mayCommit ? new SnapshotExpiry(tables, branches, clock).expire(name, policy.history()) : 0;
        var removed = new OrphanFiles(tables, branches, clock).remove(name, policy.orphans());
        boolean changed = replaced + expired + removed.files() > 0;
        var after = changed ? Footprint.of(tables.onMain(name)) : before;
        progress.printf(
                "  %-34s %s%s%n",
                name.identifier(),
                changed ? before.to(after) : "nothing to do",
                removed.spared() == 0 ? "" : ", %,d kept that the stream may commit yet".formatted(removed.spared()));
        progress.flush();
        return new Tended(before, after, changed);
    }

    private int compact(Table table, boolean isStream) {
        int files = isStream && !Compaction.hasDeletes(table)
                ? StreamCompaction.rewrite(table)
                : compaction.rewriteData(table);
        return files + compaction.rewriteManifests(table);
    }
}
