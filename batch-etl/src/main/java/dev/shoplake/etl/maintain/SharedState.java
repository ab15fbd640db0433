package dev.shoplake.etl.maintain;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.StreamCommit;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * One table as main and every other branch and tag of the catalog see it. They share files: what one of them reads must not
 * go because another no longer does.
 *
 * @param main as readers of main see it
 * @param elsewhere as each other branch or tag sees it, where it has it
 */
record SharedState(Table main, List<CatalogTables.Elsewhere> elsewhere) {
    SharedState {
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * Asks the catalog anew.
     *
     * @throws dev.shoplake.etl.run.RunException if a branch or tag cannot be read, naming it
     */
    static SharedState of(CatalogTables tables, CatalogBranches branches, LakeTable name) {
        return new SharedState(tables.onMain(name), tables.elsewhere(name, branches.otherReferences()));
    }

    /**
     * Snapshots of main that have to stay whatever their age: its own tags, branches and newest state, those that the other
     * references stand on, and what the stream goes on from. A branch's state is made of the files of the snapshot it began
     * with and of its own, so the newest snapshot that it has in common with main keeps all of them.
     */
    Set<Long> neededSnapshots() {
        var needed = new HashSet<Long>();
        main.refs().values().forEach(reference -> needed.add(reference.snapshotId()));
        for (var other : elsewhere) {
            var table = other.table();
            for (var reference : table.refs().values()) {
                var snapshot = table.snapshot(reference.snapshotId());
                while (snapshot != null && main.snapshot(snapshot.snapshotId()) == null) {
                    var parent = snapshot.parentId();
                    snapshot = parent == null ? null : table.snapshot(parent);
                }
                if (snapshot != null) {
                    needed.add(snapshot.snapshotId());
                }
            }
        }
        needed.addAll(sinceTheStreamCommitted());
        return needed;
    }

    /** The consumer looks back from the newest snapshot to its own newest one, and gives up at a gap. */
    private Set<Long> sinceTheStreamCommitted() {
        var newer = new HashSet<Long>();
        for (var snapshot : SnapshotUtil.currentAncestors(main)) {
            newer.add(snapshot.snapshotId());
            if (StreamCommit.isIn(snapshot.summary())) {
                return newer;
            }
        }
        return Set.of();
    }
}
