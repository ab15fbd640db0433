package dev.shoplake.etl.maintain;

import org.apache.iceberg.Table;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * What a table takes.
 *
 * @param liveFiles data files that a reader of main opens
 * @param manifests files that list these
 * @param snapshots states that can be read
 * @param storedFiles files in the object store, metadata included
 * @param storedBytes of these
 */
record Footprint(long liveFiles, long manifests, long snapshots, long storedFiles, long storedBytes) {
    static final Footprint NONE = new Footprint(0, 0, 0, 0, 0);

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
        long manifests = current == null ? 0 : current.allManifests(table.io()).size();
        return new Footprint(live, manifests, snapshots, files, bytes);
    }

    Footprint plus(Footprint other) {
        return new Footprint(
                liveFiles + other.liveFiles,
                manifests + other.manifests,
                snapshots + other.snapshots,
                storedFiles + other.storedFiles,
                storedBytes + other.storedBytes);
    }

    /** One line: from this to another. */
    String to(Footprint after) {
        return "files %,d -> %,d, manifests %,d -> %,d, snapshots %,d -> %,d, stored %,d (%,d KB) -> %,d (%,d KB)"
                .formatted(
                        liveFiles,
                        after.liveFiles,
                        manifests,
                        after.manifests,
                        snapshots,
                        after.snapshots,
                        storedFiles,
                        storedBytes / 1024,
                        after.storedFiles,
                        after.storedBytes / 1024);
    }

    static SupportsPrefixOperations listing(Table table) {
        if (table.io() instanceof SupportsPrefixOperations files) {
            return files;
        }
        throw new IllegalStateException("%s lies in a store that lists no files".formatted(table.name()));
    }
}
