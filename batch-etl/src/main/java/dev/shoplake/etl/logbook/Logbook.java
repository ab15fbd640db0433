package dev.shoplake.etl.logbook;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.equal;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.CatalogReference;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ops.runs}, {@code ops.run_months} and {@code ops.audit_results} say on main or on the branch of a run, read by
 * Iceberg alone: seconds faster than to start Spark.
 */
public final class Logbook implements AutoCloseable {
    /** The published state. */
    public static final String MAIN = "main";

    private final CatalogTables tables;

    private Logbook(CatalogTables tables) {
        this.tables = tables;
    }

    /**
     * Connects.
     *
     * @throws RunException if the catalog does not answer
     */
    public static Logbook open(LakeSettings settings) {
        return new Logbook(CatalogTables.open(settings, List.of()));
    }

    /** What the stages of all published runs did, in the order of their ends. */
    public List<StageRow> published() {
        return stages(MAIN, alwaysTrue());
    }

    /**
     * What the stages of a run did, in the order of their ends.
     *
     * @param reference {@link #MAIN} or a branch
     */
    public List<StageRow> stages(String reference, Run run) {
        return stages(reference, of(run));
    }

    private List<StageRow> stages(String reference, Expression which) {
        return read(reference, LakeTables.RUNS, which, Logbook::stage).stream()
                .sorted(Comparator.comparing(StageRow::finishedAt)
                        .thenComparing(row -> row.rows().table()))
                .toList();
    }

    /** What the checks of a run found, those that failed first. */
    public List<CheckResult> results(String reference, Run run) {
        return read(
                        reference,
                        LakeTables.AUDIT_RESULTS,
                        of(run),
                        row -> new CheckResult(
                                text(row, "check_name"),
                                text(row, "severity"),
                                (Boolean) row.getField("passed"),
                                text(row, "detail")))
                .stream()
                .sorted(Comparator.comparing(CheckResult::passed)
                        .thenComparing(CheckResult::severity)
                        .thenComparing(CheckResult::check))
                .toList();
    }

    /** The months of a run by subject, {@code 2011-11}, as {@code ops.run_months} has them. */
    public SortedMap<String, SortedSet<String>> months(String reference, Run run) {
        var months = new TreeMap<String, SortedSet<String>>();
        read(reference, LakeTables.RUN_MONTHS, of(run), Function.identity())
                .forEach(row -> months.computeIfAbsent(text(row, "subject"), subject -> new TreeSet<>())
                        .add(text(row, "month_start").substring(0, 7)));
        return months;
    }

    private <T> List<T> read(String reference, LakeTable name, Expression which, Function<Record, T> reading) {
        var table = table(reference, name);
        var found = new ArrayList<T>();
        if (table == null) {
            return found;
        }
        try (var rows = IcebergGenerics.read(table).where(which).build()) {
            rows.forEach(row -> found.add(reading.apply(row.copy())));
            return found;
        } catch (IOException e) {
            throw new RunException("%s cannot be read: %s".formatted(name.identifier(), e.getMessage()), e);
        }
    }

    private @Nullable Table table(String reference, LakeTable name) {
        if (reference.equals(MAIN)) {
            return tables.exists(name) ? tables.onMain(name) : null;
        }
        return tables.elsewhere(name, List.of(new CatalogReference(reference, false))).stream()
                .map(CatalogTables.Elsewhere::table)
                .findFirst()
                .orElse(null);
    }

    private static Expression of(Run run) {
        return equal("run_id", run.id());
    }

    private static StageRow stage(Record row) {
        return new StageRow(
                text(row, "run_id"),
                text(row, "stage"),
                new Window((LocalDate) row.getField("window_from"), (LocalDate) row.getField("window_to")),
                new TableRows(
                        text(row, "table_name"),
                        (Long) row.getField("rows_in"),
                        (Long) row.getField("rows_out"),
                        (Long) row.getField("rows_rejected"),
                        superseded(row)),
                moment(row, "started_at"),
                moment(row, "finished_at"),
                position(row));
    }

    /** Earlier versions did not record it. */
    private static long superseded(Record row) {
        return row.struct().field("rows_superseded") != null && row.getField("rows_superseded") instanceof Long rows
                ? rows
                : 0;
    }

    /** Earlier versions did not record it. */
    private static @Nullable SourcePosition position(Record row) {
        return row.struct().field("source_moment") == null || row.getField("source_moment") == null
                ? null
                : new SourcePosition(moment(row, "source_moment"), (Long) row.getField("events_sequence"), (Boolean)
                        row.getField("is_caught_up"));
    }

    private static String text(Record row, String column) {
        return String.valueOf(row.getField(column));
    }

    private static Instant moment(Record row, String column) {
        return ((OffsetDateTime) row.getField(column)).toInstant();
    }

    @Override
    public void close() {
        tables.close();
    }
}
