package dev.shoplake.etl.mart;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.close.Restatements;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.RunMonths;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/**
 * Computes the marts from the star schema; the SQL of a mart stands in the file of its name. Those whose rows belong to one
 * month are computed for the months that have changed and keep their other rows; those that look back over the history of a
 * customer are computed whole, from one row an order.
 */
public final class Mart implements Stage {
    /** Marts whose rows of one month depend on that month alone, and what they are sorted by. */
    private static final Map<LakeTable, List<String>> OF_A_MONTH = Map.of(
            MartTables.DAILY_SALES, List.of("date_day", "currency"),
            MartTables.CATEGORY_SALES, List.of("year_month", "category", "country", "currency"),
            MartTables.TOP_PRODUCTS, List.of("year_month", "currency", "sales_rank"),
            MartTables.FUNNEL, List.of("year_month", "step_number"));

    private final Lake lake;
    private final RawZone rawZone;
    private final ZoneId zone;
    private final Clock clock;

    /**
     * @param zone decides when a month is over and on which day a run is done
     */
    public Mart(Lake lake, RawZone rawZone, ZoneId zone, Clock clock) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "mart";
    }

    @Override
    public StageSummary run(Run run) {
        var kind = rawZone.openViews(run).kind();
        lake.view(Mart.class, "complete_months", Map.of("zone", zone.getId()));
        var months = changed(run, kind);
        openViews(months);
        Map<String, Object> arguments =
                Map.of("today", LocalDate.ofInstant(clock.instant(), zone), "zone", zone.getId());
        // Side by side: much of a small query is planning and committing, which keep one core busy each
        var tables = new ArrayList<>(MartTables.all().parallelStream()
                .filter(mart -> !mart.equals(MartTables.DATA_QUALITY)) // what the audit finds comes after this
                .filter(mart -> !mart.equals(MartTables.RESTATEMENTS))
                .filter(mart -> !(months.isEmpty() && OF_A_MONTH.containsKey(mart)))
                .map(mart -> compute(mart, months, arguments))
                .toList());
        // After the months that it compares
        tables.add(TableRows.written(
                MartTables.RESTATEMENTS.name(), lake.replace(MartTables.RESTATEMENTS, Restatements.mart(lake, zone))));
        return StageSummary.of(tables);
    }

    private Months changed(Run run, Scope.Kind kind) {
        boolean isWhole = kind == Scope.Kind.FULL
                || OF_A_MONTH.keySet().stream().anyMatch(mart -> lake.publishedSnapshot(mart) == 0);
        var runMonths = new RunMonths(lake);
        return isWhole
                ? Months.of(lake.query(Mart.class, "all_months", Map.of())
                        .as(Encoders.LOCALDATE())
                        .collectAsList())
                : runMonths
                        .of(run, "facts")
                        .and(runMonths.of(run, "products"))
                        // A visit of the day after may have become one of the month
                        .and(runMonths.of(run, "visits").andTheNext());
    }

    private void openViews(Months months) {
        lake.table(StructuredTables.FACT_SALES)
                .where(months.ofDate("order_date"))
                .createOrReplaceTempView("months_fact_sales");
        lake.table(StructuredTables.FACT_SESSIONS)
                .where(months.ofDate("session_date"))
                .createOrReplaceTempView("months_fact_sessions");
        lake.table(StructuredTables.FACT_EVENT_PRODUCTS)
                .where(months.ofDate("session_date"))
                .where(months.andTheNext().ofDate("event_date"))
                .createOrReplaceTempView("months_fact_event_products");
        var served = LakeTables.RAW_RECOMMENDATIONS_SERVED;
        lake.published(served, lake.publishedSnapshot(served)).createOrReplaceTempView("raw_recommendations_served");
    }

    private TableRows compute(LakeTable mart, Months months, Map<String, Object> arguments) {
        var rows = lake.query(Mart.class, mart.name(), arguments);
        var sorting = OF_A_MONTH.get(mart);
        if (sorting != null) {
            // From what is published: the branch may have been changed by a try before
            var kept = lake.published(mart).where("NOT " + months.ofDate("month_start"));
            rows = kept.unionByName(rows)
                    .orderBy(sorting.stream().map(functions::col).toArray(Column[]::new))
                    .coalesce(1);
        }
        return TableRows.written(mart.name(), lake.replace(mart, rows));
    }
}
