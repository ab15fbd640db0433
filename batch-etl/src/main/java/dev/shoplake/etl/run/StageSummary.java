package dev.shoplake.etl.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stage did.
 *
 * @param tables a line a table; empty for a stage that moves no rows
 * @param note what a human should know beside the counts; may be empty
 * @param position how far the sources were read, by the stage that read them
 */
public record StageSummary(
        List<TableRows> tables, String note, @Nullable SourcePosition position) {
    public StageSummary {
        tables = List.copyOf(tables);
    }

    /**
     * Rows of one table.
     *
     * @param table name of the table, of the source for {@code extract} and {@code clean}
     * @param in rows read
     * @param out rows written
     * @param rejected rows sent to the quarantine
     * @param superseded rows that a newer one of the same key was put in the place of
     */
    public record TableRows(String table, long in, long out, long rejected, long superseded) {
        public static TableRows written(String table, long rows) {
            return new TableRows(table, rows, rows, 0, 0);
        }
    }

    public static StageSummary of(List<TableRows> tables) {
        return new StageSummary(tables, "");
    }

    public StageSummary(List<TableRows> tables, String note) {
        this(tables, note, null);
    }

    public long rowsOut() {
        return tables.stream().mapToLong(TableRows::out).sum();
    }

    public long rowsSuperseded() {
        return tables.stream().mapToLong(TableRows::superseded).sum();
    }

    public long rowsRejected() {
        return tables.stream().mapToLong(TableRows::rejected).sum();
    }
}
