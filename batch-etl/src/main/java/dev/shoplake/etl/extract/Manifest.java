package dev.shoplake.etl.extract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an extract holds, written as {@code <run>.manifest.json} after all its files: files without one do not count.
 *
 * @param runId the run it was made for
 * @param kind what was read
 * @param windowFrom first day of the window, {@code 2011-11-01}
 * @param windowTo first day after the window
 * @param watermark from when on changes were read, {@code 2011-11-01T10:00:00Z}; null where that did not matter
 * @param sourceSnapshot the source's name of the moment that all tables were read at
 * @param sourceMoment that moment's time, {@code 2011-12-10T09:30:00Z}: every change with an earlier {@code updated_at} is in
 * @param sourcePosition position of that moment in the source's log of changes
 * @param eventsSnapshot snapshot of the event table that belongs to this run; 0 while there is none
 * @param deadLettersSnapshot the same of the dead letters' table
 * @param changedEventMonths first days of the months whose events may have changed; of an increment only
 * @param months what the source counts itself at that moment, of all its months; null if it does not tell
 * @param tables what was taken
 * @param deleted table and id of what the shop has no more; of an increment only
 * @param inbox files that were dropped beside the shop, oldest first; null in manifests of earlier versions
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
        @JsonProperty("run_id") String runId,
        @JsonProperty("kind") Scope.Kind kind,
        @JsonProperty("window_from") String windowFrom,
        @JsonProperty("window_to") String windowTo,
        @JsonProperty("watermark") @Nullable String watermark,
        @JsonProperty("source_snapshot") String sourceSnapshot,
        @JsonProperty("source_moment") String sourceMoment,
        @JsonProperty("source_position") String sourcePosition,
        @JsonProperty("events_snapshot") long eventsSnapshot,
        @JsonProperty("dead_letters_snapshot") long deadLettersSnapshot,
        @JsonProperty("event_months") List<String> changedEventMonths,
        @JsonProperty("months") @Nullable List<SourceMonth> months,
        @JsonProperty("tables") List<Table> tables,
        @JsonProperty("deleted") Table deleted,
        @JsonProperty("inbox") @Nullable List<Dropped> inbox) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Manifest {
        changedEventMonths = List.copyOf(changedEventMonths);
        months = months == null ? null : List.copyOf(months);
        tables = List.copyOf(tables);
        inbox = inbox == null ? List.of() : List.copyOf(inbox);
    }

    /**
     * One table.
     *
     * @param rows as the source counted them, which is also what was written
     * @param columns in the order of the files
     */
    public record Table(
            @JsonProperty("name") String name,
            @JsonProperty("rows") long rows,
            @JsonProperty("columns") List<SourceColumn> columns,
            @JsonProperty("files") List<File> files) {
        public Table {
            columns = List.copyOf(columns);
            files = List.copyOf(files);
        }
    }

    /**
     * One Parquet file, all columns text.
     *
     * @param path below the raw zone's root
     * @param sha256 of its bytes, in hexadecimal digits
     * @param minUpdatedAt least {@code updated_at} of its rows; null if none has one
     * @param maxUpdatedAt greatest {@code updated_at} of its rows; null if none has one
     */
    public record File(
            @JsonProperty("path") String path,
            @JsonProperty("rows") long rows,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256,
            @JsonProperty("min_updated_at") @Nullable String minUpdatedAt,
            @JsonProperty("max_updated_at") @Nullable String maxUpdatedAt) {
        /** The same file as another path names it. */
        File at(String otherPath) {
            return new File(otherPath, rows, bytes, sha256, minUpdatedAt, maxUpdatedAt);
        }
    }

    /**
     * A file that was dropped beside the shop, and what was taken of it.
     *
     * @param path where it lay, below the raw zone's root
     * @param sha256 of its bytes, in hexadecimal digits
     * @param arrivedAt when it came, {@code 2011-12-10T09:30:00Z}
     * @param content its rows in files of the run
     */
    public record Dropped(
            @JsonProperty("path") String path,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") String sha256,
            @JsonProperty("arrived_at") String arrivedAt,
            @JsonProperty("content") Table content) {
        /** The same file, its rows in other files of the run. */
        Dropped with(Table otherContent) {
            return new Dropped(path, bytes, sha256, arrivedAt, otherContent);
        }
    }

    /** The dropped files of the run. */
    public List<Dropped> droppedFiles() {
        return inbox == null ? List.of() : inbox;
    }

    /** What was taken of dropped files, as one table; without columns if there were none. */
    public Table dropped(SourceTable table) {
        return dropped(droppedFiles(), table);
    }

    static Table dropped(List<Dropped> files, SourceTable table) {
        var contents = files.stream()
                .map(Dropped::content)
                .filter(content -> content.name().equals(table.tableName()))
                .toList();
        return new Table(
                table.tableName(),
                contents.stream().mapToLong(Table::rows).sum(),
                contents.stream().findFirst().map(Table::columns).orElse(List.of()),
                contents.stream().flatMap(content -> content.files().stream()).toList());
    }

    public Window window() {
        return new Window(LocalDate.parse(windowFrom), LocalDate.parse(windowTo));
    }

    /** First days of the months, by the shop's clock, whose events may have changed since the run before. */
    public List<LocalDate> eventMonths() {
        return changedEventMonths.stream().map(LocalDate::parse).toList();
    }

    public Instant moment() {
        return Instant.parse(sourceMoment);
    }

    /** Columns that the shop has beside those that every shop has. */
    public List<String> furtherColumns(SourceTable table) {
        return table(table).columns().stream()
                .map(SourceColumn::name)
                .filter(column -> !table.columns().contains(column))
                .toList();
    }

    /** Rows that were read of a table, of the shop and of dropped files. */
    public long rows(SourceTable table) {
        return table(table).rows() + dropped(table).rows();
    }

    /**
     * What was taken of a table of the shop itself.
     *
     * @throws RunException if the manifest does not say
     */
    public Table table(SourceTable table) {
        return tables.stream()
                .filter(entry -> entry.name().equals(table.tableName()))
                .findFirst()
                .orElseThrow(() -> new RunException(
                        "the manifest of %s lacks table %s: run extract again".formatted(runId, table.tableName())));
    }

    /** Path of a run's manifest below the raw root. */
    public static String pathOf(Run run) {
        return "%s/%s.manifest.json".formatted(run.folder(), run.id());
    }

    /** Every file of the run, also that of the deleted ids and what was taken of dropped files. */
    public List<File> files() {
        return Stream.of(
                        tables.stream(),
                        Stream.of(deleted),
                        droppedFiles().stream().map(Dropped::content))
                .flatMap(parts -> parts)
                .flatMap(table -> table.files().stream())
                .toList();
    }

    /** The same extract with other files. */
    Manifest withFiles(List<Table> otherTables, Table otherDeleted, List<Dropped> otherInbox) {
        return new Manifest(
                runId,
                kind,
                windowFrom,
                windowTo,
                watermark,
                sourceSnapshot,
                sourceMoment,
                sourcePosition,
                eventsSnapshot,
                deadLettersSnapshot,
                changedEventMonths,
                months,
                otherTables,
                otherDeleted,
                otherInbox);
    }

    String toJson() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws RunException if it is none
     */
    public static Manifest ofJson(String json) {
        try {
            return MAPPER.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new RunException("the manifest cannot be read: run extract again", e);
        }
    }
}
