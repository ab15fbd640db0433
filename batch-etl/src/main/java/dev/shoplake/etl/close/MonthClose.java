package dev.shoplake.etl.close;

import dev.shoplake.contracts.lake.CloseTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Closes a month, while the caller holds the lock of the runs.
 *
 * <p>Tags and record are made on a branch of the catalog and published by one merge; the catalog's own tag follows. The record
 * says what the tag must stand on, so a close that was killed between the two is completed by the next one.
 */
public final class MonthClose {
    private final SparkSession spark;
    private final LakeSettings settings;
    private final ZoneId zone;
    private final CatalogBranches catalog;
    private final RunLock lock;
    private final Clock clock;
    private final PrintStream progress;

    /**
     * @param spark any session of the process
     * @param zone decides the day of the close
     * @param lock held by the caller for as long as this works
     * @param progress where each step reports
     */
    public MonthClose(
            SparkSession spark,
            LakeSettings settings,
            ZoneId zone,
            CatalogBranches catalog,
            RunLock lock,
            Clock clock,
            PrintStream progress) {
        this.spark = spark;
        this.settings = settings;
        this.zone = zone;
        this.catalog = catalog;
        this.lock = lock;
        this.clock = clock;
        this.progress = progress;
    }

    /** What is to be done with a month that is closed already. */
    public enum Closed {
        /** Say so, as an error. */
        REFUSED,
        /** Say so; it is well. */
        LEFT,
        /** Close it anew, with the figures of now; those of the older close stay in the record. */
        CLOSED_AGAIN
    }

    /**
     * Closes a month, or completes the close of one that was killed.
     *
     * @param closed what to do with a month that is closed already
     * @throws RunException if the month is not there, not complete, not proven by the newest run's audit, or closed already
     */
    public void close(YearMonth yearMonth, Closed closed) {
        var month = new ClosedMonth(yearMonth);
        var lake = Lake.open(spark, settings, month.branch());
        if (lake.publishedSnapshot(MartTables.MONTHLY_KPIS) == 0) {
            throw new RunException("month %s cannot be closed: no run is published yet (etl run)".formatted(month));
        }
        var closedAt = newestCloses(lake).get(month.month());
        if (closedAt != null) {
            if (!month.message(closedAt).equals(catalog.taggedMessage(month.tag()))) {
                progress.printf("  month %s was recorded as closed at %s, but not to the end%n", month, closedAt);
                tagCatalog(month, closedAt);
                return;
            }
            switch (closed) {
                case REFUSED ->
                    throw new RunException(
                            "month %s is closed already, at %s. Later corrections: etl restatements. To close it anew: --again"
                                    .formatted(month, closedAt));
                case LEFT -> {
                    progress.printf("  month %s is closed already, at %s%n", month, closedAt);
                    return;
                }
                case CLOSED_AGAIN -> progress.printf("  month %s was closed at %s%n", month, closedAt);
            }
        }
        requireComplete(lake, month);
        var run = audited(lake, month);
        publish(lake, month, run);
    }

    /** Each closed month and when it was closed for the last time. */
    static Map<YearMonth, Instant> newestCloses(Lake lake) {
        if (lake.publishedSnapshot(CloseTables.MONTH_CLOSES) == 0) {
            return Map.of();
        }
        return lake.query(MonthClose.class, "newest_closes", Map.of()).collectAsList().stream()
                .collect(Collectors.toMap(
                        row -> YearMonth.parse(row.getString(0)),
                        row -> row.getTimestamp(1).toInstant()));
    }

    private static void requireComplete(Lake lake, ClosedMonth month) {
        List<Row> months = lake.query(MonthClose.class, "months", Map.of()).collectAsList();
        var found = months.stream()
                .filter(row -> row.getString(0).equals(month.toString()))
                .findFirst()
                .orElseThrow(() -> new RunException("month %s cannot be closed: marts.monthly_kpis has no such month%s"
                        .formatted(month, span(months))));
        if (!found.getBoolean(1)) {
            throw new RunException(
                    "month %s cannot be closed: it is not complete. When it is over: etl run --from %s --to %s"
                            .formatted(month, month.from(), month.to()));
        }
    }

    private static String span(List<Row> months) {
        return months.isEmpty()
                ? ""
                : ", only %s to %s"
                        .formatted(
                                months.getFirst().getString(0), months.getLast().getString(0));
    }

    /** The newest published run, whose audit proves the month. */
    private static String audited(Lake lake, ClosedMonth month) {
        var newest = lake.query(MonthClose.class, "newest_run", Map.of()).collectAsList();
        if (newest.isEmpty()) {
            throw new RunException("month %s cannot be closed: ops.runs holds no run".formatted(month));
        }
        var run = newest.getFirst();
        if (run.getLong(1) == 0) {
            throw new RunException("month %s cannot be closed: the newest run, %s, was not audited. Run again: etl run"
                    .formatted(month, run.getString(0)));
        }
        if (!run.getString(2).isEmpty()) {
            throw new RunException("month %s cannot be closed: the audit of the newest run, %s, failed: %s"
                    .formatted(month, run.getString(0), run.getString(2)));
        }
        return run.getString(0);
    }

    private void publish(Lake lake, ClosedMonth month, String run) {
        var closedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        catalog.startAnew(month.branch());
        lake.create(CloseTables.MONTH_CLOSES);
        lake.create(MartTables.RESTATEMENTS);
        lake.replace(
                CloseTables.MONTH_CLOSES,
                lake.query(
                                MonthClose.class,
                                "month_closes",
                                Map.of(
                                        "month",
                                        month.toString(),
                                        "closed_at",
                                        closedAt,
                                        "run",
                                        run,
                                        "hash",
                                        catalog.mainHash()))
                        .coalesce(1));
        lake.replace(MartTables.RESTATEMENTS, Restatements.mart(lake, zone));
        int tables = TableTags.put(settings, month);
        report("tagged", "%d tables, tag %s".formatted(tables, month.tag()));
        lock.confirm();
        catalog.publish(month.branch(), month.message(closedAt));
        report("recorded", "in ops.month_closes, at %s, after run %s".formatted(closedAt, run));
        tagCatalog(month, closedAt);
    }

    private void tagCatalog(ClosedMonth month, Instant closedAt) {
        catalog.discard(month.branch());
        var commit = catalog.tag(month.tag(), month.message(closedAt));
        report("closed", "catalog tag %s on commit %s".formatted(month.tag(), commit));
    }

    private void report(String step, String what) {
        progress.printf("  %-10s %s%n", step, what);
        progress.flush();
    }
}
