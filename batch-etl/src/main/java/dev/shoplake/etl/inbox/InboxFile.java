package dev.shoplake.etl.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.etl.extract.DroppedFile;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.extract.UnreadableFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One file of the inbox.
 *
 * @param file as it was when it was looked for
 */
record InboxFile(RawFiles raw, RawFiles.Stored file) implements DroppedFile {
    private static final String REFUSED = Inbox.FOLDER + "_refused/";

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public Instant arrivedAt() {
        return file.modifiedAt();
    }

    @Override
    public SourceTable table() {
        var folders = path().split("/");
        var folder = folders.length < 3 ? "" : folders[1];
        return Arrays.stream(SourceTable.values())
                .filter(table -> table.tableName().equals(folder))
                .findFirst()
                .orElseThrow(() ->
                        new UnreadableFileException("it lies in no folder of a table: found '%s', expected %s"
                                .formatted(
                                        folder,
                                        Arrays.stream(SourceTable.values())
                                                .map(SourceTable::tableName)
                                                .collect(Collectors.joining(", ")))));
    }

    @Override
    public Content fetch() {
        var form = form();
        try {
            var local = Files.createTempFile("shoplake-inbox-", "");
            try {
                return new Local(local, raw.fetch(path(), local), table(), form);
            } catch (RuntimeException e) {
                Files.deleteIfExists(local);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Form form() {
        var name = path().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Form.CSV;
        }
        if (name.endsWith(".parquet")) {
            return Form.PARQUET;
        }
        throw new UnreadableFileException("its name ends neither with .csv nor with .parquet");
    }

    private enum Form {
        CSV,
        PARQUET
    }

    @Override
    public void refuse(String reason) {
        var name = path().substring(Inbox.FOLDER.length());
        var sha256 = raw.checksum(path());
        var place = REFUSED + name;
        // Another one of that name was refused before: both stay
        if (raw.length(place) >= 0 && !raw.checksum(place).equals(sha256)) {
            place = REFUSED + name.replaceFirst("([^/]+)$", sha256.substring(0, 12) + "-$1");
        }
        raw.write(place + ".reasons.json", json(reason, sha256));
        raw.copy(path(), raw, place);
        // What came in its place meanwhile is for the next run
        if (raw.checksum(place).equals(sha256) && raw.checksum(path()).equals(sha256)) {
            raw.delete(path());
        }
    }

    private String json(String reason, String sha256) {
        try {
            return JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of(
                            "file",
                            path(),
                            "arrived_at",
                            arrivedAt().toString(),
                            "sha256",
                            sha256,
                            "reasons",
                            List.of(reason)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes on this machine, until closed. */
    private record Local(Path local, String sha256, SourceTable table, Form form) implements Content {
        @Override
        public long bytes() {
            try {
                return Files.size(local);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void read(List<String> columns, Rows rows) throws IOException {
            var wanted = new WantedColumns(table, columns);
            switch (form) {
                case CSV -> CsvRows.read(local, wanted, rows);
                case PARQUET -> ParquetRows.read(local, wanted, rows);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(local);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
