package dev.shoplake.consumer.store.lake;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.io.SupportsPrefixOperations;
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

    void tend(Table table, Clock clock) {
        var oldest = clock.instant().minus(history).toEpochMilli();
        table.refresh();
        long before = count(table.snapshots());
        table.expireSnapshots()
                .expireOlderThan(oldest)
                .retainLast(snapshotsKept)
                .commit();
        table.refresh();
        int swept = sweep(table, oldest);
        LOG.info(
                "{}: expired {} of {} snapshots, deleted {} metadata files",
                table.name(),
                before - count(table.snapshots()),
                before,
                swept);
    }

    private static int sweep(Table table, long oldest) {
        if (!(table instanceof BaseTable base)
                || !(table.io() instanceof SupportsPrefixOperations files)
                || !(table.io() instanceof SupportsBulkOperations bulk)) {
            throw new IllegalStateException(
                    "%s lies in a store that lists no files: %s".formatted(table.name(), table.io()));
        }
        var current = base.operations().current();
        var reachable = new HashSet<String>();
        reachable.add(current.metadataFileLocation());
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
