package dev.shoplake.etl.extract;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import java.time.LocalDate;
import java.util.List;

/**
 * What an extract holds, written as {@code manifest.json} after all its files: a folder without one does not count.
 *
 * @param runId the run it belongs to
 * @param windowFrom first day, {@code 2010-12-01}
 * @param windowTo first day after the window
 * @param sourceSnapshot the database's name of the moment that all tables were read at
 * @param sourcePosition position of that moment in the database's write-ahead log
 * @param eventsSnapshot snapshot of the event table that belongs to this run; 0 while there is none
 * @param deadLettersSnapshot the same of the dead letters' table
 * @param tables what was taken
 */
public record Manifest(
        @JsonProperty("run_id") String runId,
        @JsonProperty("window_from") String windowFrom,
        @JsonProperty("window_to") String windowTo,
        @JsonProperty("source_snapshot") String sourceSnapshot,
        @JsonProperty("source_position") String sourcePosition,
        @JsonProperty("events_snapshot") long eventsSnapshot,
        @JsonProperty("dead_letters_snapshot") long deadLettersSnapshot,
        @JsonProperty("tables") List<Table> tables) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public Manifest {
        tables = List.copyOf(tables);
    }

    /**
     * One table.
     *
     * @param rows as the database counted them, not as they were written
     */
    public record Table(
            @JsonProperty("name") String name,
            @JsonProperty("rows") long rows,
            @JsonProperty("columns") List<String> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }

    public Window window() {
        return new Window(LocalDate.parse(windowFrom), LocalDate.parse(windowTo));
    }

    public long rows(SourceTable table) {
        return tables.stream()
                .filter(entry -> entry.name().equals(table.tableName()))
                .mapToLong(Table::rows)
                .findFirst()
                .orElseThrow(() -> new RunException(
                        "the manifest of %s lacks table %s: run extract again".formatted(runId, table.tableName())));
    }

    String toJson() {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Manifest ofJson(String json) {
        try {
            return MAPPER.readValue(json, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new RunException("the manifest cannot be read: run extract again", e);
        }
    }
}
