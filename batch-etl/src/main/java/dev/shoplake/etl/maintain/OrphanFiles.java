package dev.shoplake.etl.maintain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StreamCommit;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.RunException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsBulkOperations;

/**
 * Deletes the files of a table that nobody reads any more: data files that belong to no state, and superseded metadata
 * (metadata.json, manifest lists, manifests, statistics). The folder is listed first; then every branch and tag of the
 * catalog is asked what it reads; the rest goes if it is old enough. If any of them cannot be read, nothing goes.
 *
 * <p>Older commits of a branch are no references: what only they read goes. Tag what has to stay.
 *
 * <p>The caller holds the lock of the runs. Nobody else writes the batch's tables then, so an age of zero is safe for
 * them. The stream's tables have a writer who does not ask for that lock: the consumer writes files, and commits them when it
 * can, which may be long after if the catalog was away. No list tells such a file from one that was left behind by a
 * consumer that died. Therefore nothing of those tables goes that is younger than {@link #STREAM_GRACE}, whatever the age
 * that was asked for; {@link Removed#spared()} says how many files that were. It costs an erasure nothing of what was ever
 * committed: those files go with {@link SnapshotExpiry}, at once, and this only removes what a failed commit left.
 */
public final class OrphanFiles {
    /** Age up to which a file of the stream's tables may still be about to be committed. */
    public static final Duration STREAM_GRACE = Duration.ofDays(1);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final CatalogTables tables;
    private final CatalogBranches branches;
    private final Clock clock;

    /**
     * What went.
     *
     * @param dataFiles number of files that held rows or deletes
     * @param metadataFiles number of files that told of them
     * @param bytes of all these
     * @param spared files that belong to nothing, as old as was asked for, and stay because the consumer may commit them yet
     */
    public record Removed(int dataFiles, int metadataFiles, long bytes, int spared) {
        /** Number of files that went. */
        public int files() {
            return dataFiles + metadataFiles;
        }
    }

    public OrphanFiles(CatalogTables tables, CatalogBranches branches, Clock clock) {
        this.tables = tables;
        this.branches = branches;
        this.clock = clock;
    }

    /**
     * Does it for a table that main has.
     *
     * @param age files that are younger stay; of the stream's tables at least {@link #STREAM_GRACE}
     * @throws RunException if a branch or tag cannot be read, naming it: then nothing was deleted; or if the store did not
     *     delete some of the files
     */
    public Removed remove(LakeTable name, Duration age) {
        long now = clock.millis();
        boolean isStream = LakeTables.stream().contains(name);
        var leastAge = isStream && age.compareTo(STREAM_GRACE) < 0 ? STREAM_GRACE : age;
        var candidates = list(tables.onMain(name), now - age.toMillis());
        if (candidates.isEmpty()) {
            return new Removed(0, 0, 0, 0);
        }
        var state = SharedState.of(tables, branches, name);
        var reachable = ReachableFiles.of(state);
        if (name.equals(LakeTables.RAW_DEAD_LETTERS)) {
            reachable.addAll(promisedLetters());
        }
        candidates.removeIf(file -> reachable.contains(file.location()));
        var orphans = candidates.stream()
                .filter(file -> file.createdAtMillis() <= now - leastAge.toMillis())
                .toList();
        delete(state.main(), orphans);
        int data = (int) orphans.stream()
                .filter(file -> file.location().startsWith(dataFolder(state.main())))
                .count();
        return new Removed(
                data,
                orphans.size() - data,
                orphans.stream().mapToLong(FileInfo::size).sum(),
                candidates.size() - orphans.size());
    }

    private static List<FileInfo> list(Table table, long latest) {
        var found = new ArrayList<FileInfo>();
        for (var folder : List.of(dataFolder(table), table.location() + "/metadata/")) {
            for (var file : Footprint.listing(table).listPrefix(folder)) {
                if (file.createdAtMillis() <= latest) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static String dataFolder(Table table) {
        return table.location() + "/data/";
    }

    /**
     * Files of dead letters are named by a commit of the events first, and belong to their own table only when the consumer
     * comes to it; if it died in between, the next one does.
     */
    private Set<String> promisedLetters() {
        var files = new HashSet<String>();
        if (!tables.exists(LakeTables.RAW_EVENTS)) {
            return files;
        }
        for (var snapshot : tables.onMain(LakeTables.RAW_EVENTS).snapshots()) {
            var promise = snapshot.summary().get(StreamCommit.LETTER_FILES);
            if (promise != null) {
                try {
                    MAPPER.readTree(promise)
                            .forEach(file -> files.add(file.required("path").asText()));
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException("summary key %s is not JSON".formatted(promise), e);
                }
            }
        }
        return files;
    }

    private static void delete(Table table, List<FileInfo> files) {
        if (files.isEmpty()) {
            return;
        }
        if (!(table.io() instanceof SupportsBulkOperations store)) {
            throw new IllegalStateException("%s lies in a store that deletes no lists".formatted(table.name()));
        }
        try {
            store.deleteFiles(files.stream().map(FileInfo::location).toList());
        } catch (BulkDeletionFailureException e) {
            throw new RunException(
                    "the store did not delete %,d of %,d files of %s; run again"
                            .formatted(e.numberFailedObjects(), files.size(), table.name()),
                    e);
        }
    }
}
