package dev.shoplake.etl.maintain;

import dev.shoplake.etl.run.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every file, of data and of metadata, that somebody reads who reads a table by main, another branch or a tag. */
final class ReachableFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ReachableFiles.class);

    private final Set<String> files = new HashSet<>();
    private final Set<String> readManifests = new HashSet<>();

    private ReachableFiles() {}

    /**
     * Marks them: of main all snapshots; of another branch all that are still whole; of a tag the state it names. Of each
     * also its metadata file with the older ones that it lists, and statistics.
     *
     * @throws RunException if a state that somebody stands on cannot be read
     */
    static Set<String> of(SharedState state) {
        var reachable = new ReachableFiles();
        reachable.mark("branch main", state.main(), snapshot -> true);
        for (var other : state.elsewhere()) {
            var heads = heads(other.table());
            reachable.mark(
                    other.reference().toString(), other.table(), snapshot -> heads.contains(snapshot.snapshotId()));
        }
        for (var other : state.elsewhere()) {
            if (!other.reference().isTag()) {
                reachable.markWhatIsWhole(other.table());
            }
        }
        return reachable.files;
    }

    private static Set<Long> heads(Table table) {
        return table.refs().values().stream().map(SnapshotRef::snapshotId).collect(Collectors.toSet());
    }

    private void mark(String reference, Table table, Predicate<Snapshot> needed) {
        try {
            markMetadata(table);
            for (var snapshot : table.snapshots()) {
                if (needed.test(snapshot)) {
                    markSnapshot(table, snapshot);
                }
            }
        } catch (RuntimeException e) {
            throw new RunException(
                    "%s cannot be read at %s of the catalog, so nothing of it is deleted: %s"
                            .formatted(table.name(), reference, e.getMessage()),
                    e);
        }
    }

    /** Older states of another branch may have lost their files to an earlier expiry: nobody can miss them. */
    private void markWhatIsWhole(Table table) {
        for (var snapshot : table.snapshots()) {
            if (table.io().newInputFile(snapshot.manifestListLocation()).exists()) {
                try {
                    markSnapshot(table, snapshot);
                } catch (NotFoundException e) {
                    LOG.debug("state {} of {} has gone", snapshot.snapshotId(), table.name(), e);
                }
            }
        }
    }

    private void markMetadata(Table table) {
        if (!(table instanceof HasTableOperations operated)) {
            throw new IllegalStateException(table.name() + " does not tell its metadata file");
        }
        var metadata = operated.operations().current();
        files.add(metadata.metadataFileLocation());
        metadata.previousFiles().forEach(entry -> files.add(entry.file()));
        table.statisticsFiles().forEach(file -> files.add(file.path()));
        table.partitionStatisticsFiles().forEach(file -> files.add(file.path()));
    }

    private void markSnapshot(Table table, Snapshot snapshot) {
        List<ManifestFile> manifests = snapshot.allManifests(table.io());
        manifests.forEach(manifest -> read(table, manifest));
        files.add(snapshot.manifestListLocation());
    }

    private void read(Table table, ManifestFile manifest) {
        if (readManifests.contains(manifest.path())) {
            return;
        }
        try (var paths = manifest.content() == ManifestContent.DATA
                ? ManifestFiles.readPaths(manifest, table.io(), table.specs())
                : CloseableIterable.transform(
                        ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs()), DeleteFile::location)) {
            paths.forEach(files::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.add(manifest.path());
        readManifests.add(manifest.path());
    }
}
