package dev.shoplake.etl.erase;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.maintain.DeletedEntries;
import dev.shoplake.etl.maintain.OrphanFiles;
import dev.shoplake.etl.maintain.SnapshotExpiry;
import dev.shoplake.etl.maintain.StreamProgress;
import dev.shoplake.etl.run.RunException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.SnapshotRef;

/** The past of the tables that name persons: whoever reads it would meet the person again. */
final class History {
    /** Tables that name persons, or say where one lives. */
    static final List<LakeTable> TABLES = Stream.concat(LakeTables.stream().stream(), BatchErasure.TABLES.stream())
            .toList();

    /** Tables whose rows name persons; {@code dim_customers} has keys alone. */
    private static final List<LakeTable> NAMING = TABLES.stream()
            .filter(table -> !table.equals(StructuredTables.DIM_CUSTOMERS))
            .toList();

    private static final String CLOSE = "close_";

    private final CatalogBranches branches;
    private final CatalogTables tables;
    private final Clock clock;

    History(CatalogBranches branches, CatalogTables tables, Clock clock) {
        this.branches = branches;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Makes sure that nobody else stands on a state that is to go.
     *
     * @throws RunException naming what does, and how to be rid of it
     */
    void requireNoOtherReader() {
        var runs = branches.unpublishedRuns().stream()
                .map(CatalogBranches.UnpublishedRun::branch)
                .sorted()
                .toList();
        if (!runs.isEmpty()) {
            throw new RunException(
                    "not published: %s. Let it end (etl runs retry RUN) or drop it (etl runs discard RUN), then erase"
                            .formatted(String.join(", ", runs)));
        }
        var others = branches.otherReferences().stream()
                .filter(reference -> !reference.name().equals(BatchErasure.BRANCH))
                .filter(reference -> !(reference.isTag() && reference.name().startsWith(CLOSE)))
                .map(Object::toString)
                .toList();
        if (!others.isEmpty()) {
            throw new RunException("the catalog's %s would still show the person: drop it, then erase"
                    .formatted(String.join(", ", others)));
        }
        for (var name : NAMING) {
            if (tables.exists(name)) {
                tables.onMain(name).refs().keySet().stream()
                        .filter(reference -> !reference.equals(SnapshotRef.MAIN_BRANCH))
                        .findFirst()
                        .ifPresent(reference -> {
                            throw new RunException(
                                    "branch or tag %s inside %s would still show the person: drop it, then erase"
                                            .formatted(reference, name.identifier()));
                        });
            }
        }
    }

    /**
     * Lets the catalog's tags of closed months show no table that names persons. The months are kept by tags inside of other
     * tables, so they lose nothing.
     *
     * @return number of tables that went from a tag
     */
    int leaveToClosedMonths() {
        return branches.otherReferences().stream()
                .filter(reference -> reference.isTag() && reference.name().startsWith(CLOSE))
                .mapToInt(tag -> branches.takeFromTag(tag.name(), NAMING, BatchErasure.BRANCH))
                .sum();
    }

    /** Forgets all states but the newest, with their files, and what belongs to no state. */
    void forget() {
        var expiry = new SnapshotExpiry(tables, branches, clock);
        var orphans = new OrphanFiles(tables, branches, clock);
        for (var name : TABLES) {
            if (tables.exists(name)) {
                DeletedEntries.drop(tables.onMain(name));
                if (LakeTables.stream().contains(name)) {
                    StreamProgress.repeat(tables.onMain(name));
                }
                expiry.expire(name, Duration.ZERO);
                orphans.remove(name, Duration.ZERO);
            }
        }
    }
}
