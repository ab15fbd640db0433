package dev.shoplake.etl.maintain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * One table as main and every other branch and tag of the catalog see it. They share files: what one of them reads must not
 * go because another no longer does.
 *
 * @param main as readers of main see it
 * @param elsewhere as each other branch or tag sees it, where it has it
 */
record SharedState(Table main, List<Table> elsewhere) {
    SharedState {
        elsewhere = List.copyOf(elsewhere);
    }

    /**
     * Snapshots of main that have to stay whatever their age: its own tags, branches and newest state, and those that the
     * other references stand on. A branch's state is made of the files of the snapshot it began with and of its own, so the
     * newest snapshot that it has in common with main keeps all of them.
     */
    Set<Long> neededSnapshots() {
        var needed = new HashSet<Long>();
        main.refs().values().forEach(reference -> needed.add(reference.snapshotId()));
        for (var other : elsewhere) {
            for (var reference : other.refs().values()) {
                var snapshot = other.snapshot(reference.snapshotId());
                while (snapshot != null && main.snapshot(snapshot.snapshotId()) == null) {
                    var parent = snapshot.parentId();
                    snapshot = parent == null ? null : other.snapshot(parent);
                }
                if (snapshot != null) {
                    needed.add(snapshot.snapshotId());
                }
            }
        }
        return needed;
    }

    /** Data files and delete files that main or a state which another reference stands on is made of. */
    Set<String> reachableFiles() {
        var files = new HashSet<String>();
        var manifests = new HashSet<String>();
        main.snapshots().forEach(snapshot -> collect(main, snapshot, manifests, files));
        // Older states of another reference may have lost their files to an earlier expiry
        elsewhere.forEach(other -> other.refs().values().stream()
                .map(reference -> other.snapshot(reference.snapshotId()))
                .forEach(snapshot -> collect(other, snapshot, manifests, files)));
        return files;
    }

    private static void collect(Table table, Snapshot snapshot, Set<String> manifests, Set<String> files) {
        snapshot.allManifests(table.io()).stream()
                .filter(manifest -> manifests.add(manifest.path()))
                .forEach(manifest -> read(table, manifest, files));
    }

    private static void read(Table table, ManifestFile manifest, Set<String> files) {
        try (var paths = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.readPaths(manifest, table.io(), table.specs())
                : CloseableIterable.transform(
                        ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs()), DeleteFile::location)) {
            paths.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
