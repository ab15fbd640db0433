package dev.shoplake.consumer.store.lake;

import dev.shoplake.contracts.lake.StreamCommit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the metadata of a table bounded although it is committed every few seconds: expires old snapshots, then deletes
 * superseded metadata files. The catalog does not do the latter by itself, because its branches may still read them;
 * therefore only what is older than the history that is kept goes.
 *
 * @param everyCommits commits between two turns
 * @param history age up to which snapshots and superseded metadata stay; longer than any batch run may read
 * @param snapshotsKept snapshots that stay whatever their age
 */
public record TableUpkeep(int everyCommits, Duration history, int snapshotsKept) {
    private static final Logger LOG = LoggerFactory.getLogger(TableUpkeep.class);

    /**
     * Does it once.
     *
     * @param elsewhere what other branches and tags of the catalog read of the table: stays
     */
    void tend(Table table, List<OtherReferences.State> elsewhere, Clock clock) {
        var oldest = clock.instant().minus(history).toEpochMilli();
        table.refresh();
        long before = count(table.snapshots());
        expire(table, elsewhere, oldest);
        table.refresh();
        int swept = sweep(table, elsewhere, oldest);
        LOG.info(
                "{}: expired {} of {} snapshots, deleted {} metadata files",
                table.name(),
                before - count(table.snapshots()),
                before,
                swept);
    }

    private void expire(Table table, List<OtherReferences.State> elsewhere, long oldest) {
        var kept = new HashSet<Long>();
        table.refs().values().forEach(reference -> kept.add(reference.snapshotId()));
        elsewhere.forEach(state -> kept.add(state.snapshot()));
        boolean told = false;
        int newest = 0;
        for (var snapshot : SnapshotUtil.currentAncestors(table)) {
            // Whoever rewrites files may do it often while nothing arrives, and the stream goes on from its own commit
            if (newest < snapshotsKept || !told) {
                kept.add(snapshot.snapshotId());
            }
            newest++;
            told |= StreamCommit.isIn(snapshot.summary());
        }
        var expiry = table.expireSnapshots().expireOlderThan(0);
        boolean any = false;
        for (var snapshot : table.snapshots()) {
            if (snapshot.timestampMillis() < oldest && !kept.contains(snapshot.snapshotId())) {
                expiry.expireSnapshotId(snapshot.snapshotId());
                any = true;
            }
        }
        if (any) {
            expiry.commit();
        }
    }

    private static int sweep(Table table, List<OtherReferences.State> elsewhere, long oldest) {
        if (!(table instanceof BaseTable base)
                || !(table.io() instanceof SupportsPrefixOperations files)
                || !(table.io() instanceof SupportsBulkOperations bulk)) {
            throw new IllegalStateException(
                    "%s lies in a store that lists no files: %s".formatted(table.name(), table.io()));
        }
        var current = base.operations().current();
        var reachable = new HashSet<String>();
        reachable.add(current.metadataFileLocation());
        elsewhere.forEach(state -> reachable.add(state.metadataFile()));
        current.previousFiles().forEach(entry -> reachable.add(entry.file()));
        var superseded = new ArrayList<String>();
        for (var file : files.listPrefix(table.location() + "/metadata/")) {
            if (file.location().endsWith(".metadata.json")
                    && file.createdAtMillis() < oldest
                    && !reachable.contains(file.location())) {
                superseded.add(file.location());
            }
        }
        bulk.deleteFiles(superseded);
        return superseded.size();
    }

    private static long count(Iterable<?> things) {
        long count = 0;
        for (var ignored : things) {
            count++;
        }
        return count;
    }
}
