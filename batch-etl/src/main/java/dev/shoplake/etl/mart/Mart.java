package dev.shoplake.etl.mart;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** Computes the marts anew, mostly from the star schema; the SQL of a mart stands in the file of its name. */
public final class Mart implements Stage {
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
    public StageSummary run(Window window) {
        rawZone.openViews(window);
        lake.view(Mart.class, "complete_months", Map.of("zone", zone.getId()));
        var served = LakeTables.RAW_RECOMMENDATIONS_SERVED;
        lake.published(served, lake.publishedSnapshot(served)).createOrReplaceTempView("raw_recommendations_served");
        Map<String, Object> arguments =
                Map.of("today", LocalDate.ofInstant(clock.instant(), zone), "zone", zone.getId());
        // Side by side: much of a small query is planning and committing, which keep one core busy each
        return StageSummary.of(MartTables.all().parallelStream()
                .filter(mart -> !mart.equals(MartTables.DATA_QUALITY)) // what the audit finds comes after this
                .map(mart -> compute(mart, arguments))
                .toList());
    }

    private TableRows compute(LakeTable mart, Map<String, Object> arguments) {
        var rows = lake.query(Mart.class, mart.name(), arguments);
        return TableRows.written(mart.name(), lake.replace(mart, rows));
    }
}
