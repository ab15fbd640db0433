package dev.shoplake.etl.clean;

import static java.util.stream.Collectors.joining;

import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Months;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What a run found otherwise than it is published, row by row: rows to put into the table, and rows to take out of it. It is
 * always taken against the published state, so it is the same when a killed stage is done again on a half-changed branch.
 */
final class Difference implements AutoCloseable {
    private static final String CHANGE = "difference_";

    private final Lake lake;
    private final CleanedTable cleaned;
    private final List<String> columns;
    private final Dataset<Row> rows;

    private Difference(Lake lake, CleanedTable cleaned, List<String> columns, Dataset<Row> rows) {
        this.lake = lake;
        this.cleaned = cleaned;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Compares the rows that count with the published ones of the ids that it answers for.
     *
     * @param months months of the published rows; others hold none of these ids
     */
    static Difference of(Lake lake, CleanedTable cleaned, Months months) {
        var columns = lake.columns(cleaned.table());
        var rows = lake.spark().sql("""
                SELECT %s, %s, %s CASE WHEN found.%s IS NULL THEN 'remove' ELSE 'put' END AS _difference
                FROM %s AS found
                FULL JOIN (
                    SELECT * FROM %s WHERE %s AND %s IN (SELECT id FROM %s)
                ) AS known ON %s
                WHERE NOT (struct(%s) <=> struct(%s))
                """.formatted(
                        each(cleaned.key(), key -> "coalesce(found.%s, known.%s) AS %s".formatted(key, key, key)),
                        each(
                                columns.stream()
                                        .filter(column -> !cleaned.key().contains(column))
                                        .toList(),
                                column -> "found.`%s`".formatted(column)),
                        cleaned.isOfMonths() ? "known.order_timestamp AS _known_timestamp," : "",
                        cleaned.key().getFirst(),
                        cleaned.found(),
                        cleaned.published(),
                        cleaned.isOfMonths() ? months.ofTimestamp("order_timestamp") : "true",
                        cleaned.key().getFirst(),
                        cleaned.reach(),
                        cleaned.key().stream()
                                .map(key -> "found.%s = known.%s".formatted(key, key))
                                .collect(joining(" AND ")),
                        each(columns, column -> "found.`%s`".formatted(column)),
                        each(columns, column -> "known.`%s`".formatted(column))));
        var kept = rows.persist(StorageLevel.MEMORY_AND_DISK());
        kept.createOrReplaceTempView(CHANGE + cleaned.source().tableName());
        return new Difference(lake, cleaned, columns, kept);
    }

    /** Months of the rows, as they are now and as they were. */
    Months months() {
        return Months.of(rows.selectExpr(
                        "explode(array(trunc(order_timestamp, 'MM'), trunc(_known_timestamp, 'MM'))) AS month_start")
                .where("month_start IS NOT NULL")
                .distinct()
                .as(Encoders.LOCALDATE())
                .collectAsList());
    }

    /** Brings the run's branch to what the run found. */
    void merge() {
        var target = cleaned.isOfMonths() ? " AND " + months().ofTimestamp("target.order_timestamp") : "";
        lake.spark()
                .sql(
                        """
                MERGE INTO %s AS target
                USING %s AS source
                ON %s%s
                WHEN MATCHED AND source._difference = 'remove' THEN DELETE
                WHEN MATCHED THEN UPDATE SET %s
                WHEN NOT MATCHED AND source._difference = 'put' THEN INSERT (%s) VALUES (%s)
                """.formatted(
                                        Lake.name(cleaned.table()),
                                        CHANGE + cleaned.source().tableName(),
                                        cleaned.key().stream()
                                                .map(key -> "target.%s = source.%s".formatted(key, key))
                                                .collect(joining(" AND ")),
                                        target,
                                        each(columns, column -> "target.`%s` = source.`%s`".formatted(column, column)),
                                        each(columns, "`%s`"::formatted),
                                        each(columns, column -> "source.`%s`".formatted(column))),
                        Map.of());
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    private static String each(List<String> columns, UnaryOperator<String> text) {
        return columns.stream().map(text).collect(joining(", "));
    }

    /** First days of months, from a query of dates. */
    static Months months(Dataset<Row> days) {
        return Months.of(days.as(Encoders.LOCALDATE()).collectAsList().stream()
                .map(LocalDate::from)
                .toList());
    }

    @Override
    public void close() {
        rows.unpersist();
    }
}
