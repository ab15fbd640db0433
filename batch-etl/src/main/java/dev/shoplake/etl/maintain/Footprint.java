package dev.shoplake.etl.maintain;

import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * What a table takes.
 *
 * @param liveFiles data files that a reader of main opens
 * @param snapshots states that can be read
 * @param storedFiles files in the object store, metadata included
 * @param storedBytes of these
 */
record Footprint(long liveFiles, long snapshots, long storedFiles, long storedBytes) {
    static Footprint of(Table table) {
        long files = 0;
        long bytes = 0;
        for (var file : listing(table).listPrefix(table.location() + "/")) {
            files++;
            bytes += file.size();
        }
        long snapshots = 0;
        for (var ignored : table.snapshots()) {
            snapshots++;
        }
        var current = table.currentSnapshot();
        long live = current == null ? 0 : Long.parseLong(current.summary().getOrDefault("total-data-files", "0"));
        return new Footprint(live, snapshots, files, bytes);
    }

    static SupportsPrefixOperations listing(Table table) {
        if (table.io() instanceof SupportsPrefixOperations files) {
            return files;
        }
        throw new IllegalStateException("%s lies in a store that lists no files".formatted(table.name()));
    }
}
