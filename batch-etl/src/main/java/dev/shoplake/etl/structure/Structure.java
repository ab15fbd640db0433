package dev.shoplake.etl.structure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.RunMonths;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Builds the star schema: dimensions as a whole, facts of the months that have changed. These are the months of changed
 * orders, those of orders whose customer is now told of otherwise at their time, and those of changed events. A full run
 * builds every month.
 *
 * <p>Visits that straddle the edge of these months come out right, because events are read from a day before, and the day
 * after is written anew: its visits may have begun earlier. A visit that goes on for more than a day without 30 minutes of
 * silence is a machine's; such a one may be cut at the edge.
 */
public final class Structure implements Stage {
    private static final String EVENTS_OF_DAYS = "event_date >= :from AND event_date < :to";
    private static final String SESSIONS_OF_DAYS = "session_date >= :from AND session_date < :to";

    private final Lake lake;
    private final RawZone rawZone;
    private final ZoneId zone;
    private final Month fiscalStart;

    /**
     * @param zone decides the day of an event, and the moment of an order
     * @param fiscalStart month that the shop's fiscal year begins with
     */
    public Structure(Lake lake, RawZone rawZone, ZoneId zone, Month fiscalStart) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
        this.fiscalStart = fiscalStart;
    }

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public StageSummary run(Run run) {
        boolean isFull = rawZone.openViews(run).kind() == Scope.Kind.FULL;
        var runMonths = new RunMonths(lake);
        var tables = new ArrayList<TableRows>();
        tables.add(replaceWhole(StructuredTables.DIM_CUSTOMERS, Map.of()));
        lake.published(StructuredTables.DIM_CUSTOMERS).createOrReplaceTempView("published_dim_customers");
        var customers = months(lake.query(Structure.class, "customer_months", Map.of("zone", zone.getId())));
        var sales = isFull || isOfAnOlderVersion(StructuredTables.FACT_SALES, StructuredTables.FACT_ORDERS)
                ? months(lake.query(Structure.class, "order_months", Map.of()))
                : runMonths.of(run, "sales").and(customers);
        var events = isFull || isOfAnOlderVersion(StructuredTables.FACT_EVENTS, StructuredTables.FACT_SESSIONS)
                ? months(lake.query(Structure.class, "event_months", Map.of("zone", zone.getId())))
                : runMonths.of(run, "events");
        tables.addAll(sales(sales));
        // One line a table, however many times it was written
        events.ranges().stream()
                .flatMap(range -> events(range).stream())
                .collect(groupingBy(TableRows::table, TreeMap::new, summingLong(TableRows::out)))
                .forEach((table, rows) -> tables.add(TableRows.written(table, rows)));
        tables.add(replaceWhole(StructuredTables.DIM_PRODUCTS, Map.of()));
        tables.add(replaceWhole(StructuredTables.DIM_DATES, Map.of("fiscal_start", fiscalStart.getValue())));
        lake.published(StructuredTables.DIM_PRODUCTS).createOrReplaceTempView("published_dim_products");
        var products = isNew(StructuredTables.DIM_PRODUCTS)
                ? sales
                : months(lake.query(Structure.class, "product_months", Map.of()));
        runMonths.replace(run, Map.of("customers", customers, "products", products, "facts", sales, "visits", events));
        return new StageSummary(
                tables,
                "%d months of sales, %d of events"
                        .formatted(sales.firstDays().size(), events.firstDays().size()));
    }

    /** Whether the lake was written by a version that did not have a table yet. */
    private boolean isOfAnOlderVersion(LakeTable old, LakeTable newer) {
        return !isNew(old) && isNew(newer);
    }

    private boolean isNew(LakeTable table) {
        return lake.publishedSnapshot(table) == 0;
    }

    private List<TableRows> sales(Months months) {
        if (months.isEmpty()) {
            return List.of();
        }
        lake.table(LakeTables.CLEANED_ORDERS)
                .where(months.ofTimestamp("order_timestamp"))
                .createOrReplaceTempView("months_orders");
        lake.table(LakeTables.CLEANED_ORDER_ITEMS)
                .where(months.ofTimestamp("order_timestamp"))
                .createOrReplaceTempView("months_order_items");
        var lines = replaceMonths(StructuredTables.FACT_SALES, months, Map.of("zone", zone.getId()));
        lake.table(StructuredTables.FACT_SALES)
                .where(months.ofDate("order_date"))
                .createOrReplaceTempView("months_fact_sales");
        return List.of(lines, replaceMonths(StructuredTables.FACT_ORDERS, months, Map.of()));
    }

    private TableRows replaceMonths(LakeTable table, Months months, Map<String, Object> arguments) {
        var rows = lake.query(Structure.class, table.name(), arguments);
        return TableRows.written(table.name(), lake.replaceWhere(table, months.ofDate("order_date"), Map.of(), rows));
    }

    private List<TableRows> events(Window range) {
        // As published: on the branch they may be gone already, if this stage was killed before
        lake.published(StructuredTables.FACT_EVENTS).createOrReplaceTempView("facts_before");
        var visits = lake.view(
                        Structure.class, "visits", Map.of("from", range.from(), "to", range.to(), "zone", zone.getId()))
                .persist(StorageLevel.MEMORY_AND_DISK());
        var daysAndTheNext = days(range.from(), range.to().plusDays(1));
        var facts = Stream.of(StructuredTables.FACT_EVENTS, StructuredTables.FACT_EVENT_PRODUCTS)
                .parallel()
                .map(table -> replaceDays(table, EVENTS_OF_DAYS, daysAndTheNext, Map.of()))
                .toList();
        visits.unpersist();
        return Stream.concat(
                        facts.stream(),
                        Stream.of(replaceDays(
                                StructuredTables.FACT_SESSIONS, SESSIONS_OF_DAYS, daysAndTheNext, daysAndTheNext)))
                .toList();
    }

    private TableRows replaceDays(
            LakeTable table, String replaced, Map<String, Object> days, Map<String, Object> arguments) {
        return TableRows.written(
                table.name(),
                lake.replaceWhere(table, replaced, days, lake.query(Structure.class, table.name(), arguments)));
    }

    private TableRows replaceWhole(LakeTable table, Map<String, Object> arguments) {
        return TableRows.written(
                table.name(), lake.replace(table, lake.query(Structure.class, table.name(), arguments)));
    }

    private static Months months(Dataset<Row> days) {
        return Months.of(days.as(Encoders.LOCALDATE()).collectAsList());
    }

    private static Map<String, Object> days(LocalDate from, LocalDate to) {
        return Map.of("from", from, "to", to);
    }
}
