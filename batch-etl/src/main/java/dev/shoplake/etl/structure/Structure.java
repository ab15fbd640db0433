package dev.shoplake.etl.structure;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.storage.StorageLevel;

/**
 * Builds the star schema: facts of the months that the window touches, dimensions as a whole.
 *
 * <p>Visits that straddle the edge of these months come out right, because events are read from a day before, and the day
 * after is written anew: its visits may have begun earlier. A visit that goes on for more than a day without 30 minutes of
 * silence is a machine's; such a one may be cut at the edge.
 */
public final class Structure implements Stage {
    private static final String ORDERS_OF_MONTHS = "order_date >= :from AND order_date < :to";
    private static final String EVENTS_OF_DAYS = "event_date >= :from AND event_date < :to";

    private final Lake lake;
    private final RawZone rawZone;
    private final ZoneId zone;

    /**
     * @param zone decides the day of an event
     */
    public Structure(Lake lake, RawZone rawZone, ZoneId zone) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
    }

    @Override
    public String name() {
        return "structure";
    }

    @Override
    public StageSummary run(Window window) {
        rawZone.openViews(window);
        // As published: on the branch they may be gone already, if this stage was killed before
        lake.published(LakeTables.FACT_EVENTS, lake.publishedSnapshot(LakeTables.FACT_EVENTS))
                .createOrReplaceTempView("facts_before");
        var months = days(window.monthsFrom(), window.monthsTo());
        var monthsAndDayAfter = days(window.monthsFrom(), window.monthsTo().plusDays(1));
        var visits = lake.view(
                        Structure.class,
                        "visits",
                        Map.of("from", window.monthsFrom(), "to", window.monthsTo(), "zone", zone.getId()))
                .persist(StorageLevel.MEMORY_AND_DISK());
        var facts = Stream.of(
                        new Fact(LakeTables.FACT_SALES, ORDERS_OF_MONTHS, months, months),
                        new Fact(LakeTables.FACT_EVENTS, EVENTS_OF_DAYS, monthsAndDayAfter, Map.of()),
                        new Fact(LakeTables.FACT_EVENT_PRODUCTS, EVENTS_OF_DAYS, monthsAndDayAfter, Map.of()))
                .parallel()
                .map(this::replaceDays);
        var dimensions = Stream.of(LakeTables.DIM_CUSTOMERS, LakeTables.DIM_PRODUCTS, LakeTables.DIM_DATES)
                .parallel()
                .map(this::replaceWhole);
        var tables = new ArrayList<>(facts.toList());
        visits.unpersist();
        tables.addAll(dimensions.toList());
        return StageSummary.of(tables);
    }

    /**
     * A table of facts.
     *
     * @param replaced which rows go
     * @param days parameters of {@code replaced}
     * @param arguments parameters of the table's own SQL
     */
    private record Fact(LakeTable table, String replaced, Map<String, Object> days, Map<String, Object> arguments) {}

    private TableRows replaceDays(Fact fact) {
        var rows = lake.query(Structure.class, fact.table().name(), fact.arguments());
        return TableRows.written(
                fact.table().name(), lake.replaceWhere(fact.table(), fact.replaced(), fact.days(), rows));
    }

    private TableRows replaceWhole(LakeTable table) {
        return TableRows.written(
                table.name(), lake.replace(table, lake.query(Structure.class, table.name(), Map.of())));
    }

    private static Map<String, Object> days(LocalDate from, LocalDate to) {
        return Map.of("from", from, "to", to);
    }
}
