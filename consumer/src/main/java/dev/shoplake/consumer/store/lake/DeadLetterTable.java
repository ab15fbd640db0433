package dev.shoplake.consumer.store.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.lake.StreamCommit;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Follows {@code raw.events}: the files that a commit there names are appended here, each once, by the writer of the commit
 * or by whoever comes after it.
 */
final class DeadLetterTable {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final Table table;
    private final ExecutorService workers;
    private Set<String> appended = Set.of();

    DeadLetterTable(Table table, ExecutorService workers) {
        this.table = table;
        this.workers = workers;
    }

    Table table() {
        return table;
    }

    /** Appends those of the files that are not in the table; a repetition changes nothing. */
    void append(List<LetterFile> files) {
        if (files.stream().allMatch(file -> appended.contains(file.path()))) {
            return;
        }
        table.refresh();
        var present = paths(SnapshotUtil.currentAncestors(table));
        var missing =
                files.stream().filter(file -> !present.contains(file.path())).toList();
        if (!missing.isEmpty()) {
            commit(missing);
        }
        appended = pathsOf(files);
    }

    private void commit(List<LetterFile> files) {
        var append = table.newAppend()
                .scanManifestsWith(workers)
                .writeManifestsWith(workers, 1)
                .set(StreamCommit.FILES, MAPPER.valueToTree(pathsOf(files)).toString());
        for (var file : files) {
            append.appendFile(DataFiles.builder(table.spec())
                    .withPath(file.path())
                    .withFormat(FileFormat.PARQUET)
                    .withFileSizeInBytes(file.bytes())
                    .withRecordCount(file.rows())
                    .withPartitionValues(List.of(Integer.toString(file.partition())))
                    .build());
        }
        append.validateWith(new SnapshotAncestryValidator() {
                    @Override
                    public boolean validate(Iterable<Snapshot> history) {
                        var present = paths(history);
                        return files.stream().noneMatch(file -> present.contains(file.path()));
                    }

                    @Override
                    public String errorMessage() {
                        return "another writer has appended these dead letters meanwhile";
                    }
                })
                .commit();
    }

    private static Set<String> pathsOf(List<LetterFile> files) {
        var paths = new HashSet<String>();
        files.forEach(file -> paths.add(file.path()));
        return paths;
    }

    private static Set<String> paths(Iterable<Snapshot> history) {
        var paths = new HashSet<String>();
        for (var snapshot : history) {
            var text = snapshot.summary().get(StreamCommit.FILES);
            if (text != null) {
                paths.addAll(List.of(parse(text)));
            }
        }
        return paths;
    }

    private static String[] parse(String text) {
        try {
            return MAPPER.readValue(text, String[].class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("summary key %s is not JSON: %s".formatted(StreamCommit.FILES, text), e);
        }
    }
}
