package dev.shoplake.etl.mart;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.util.Map;

/** Computes every mart anew from the star schema; the SQL of a mart stands in the file of its name. */
public final class Mart implements Stage {
    private final Lake lake;

    public Mart(Lake lake) {
        this.lake = lake;
    }

    @Override
    public String name() {
        return "mart";
    }

    @Override
    public StageSummary run(Window window) {
        // Side by side: much of a small query is planning and committing, which keep one core busy each
        return StageSummary.of(
                MartTables.all().parallelStream().map(this::compute).toList());
    }

    private TableRows compute(LakeTable mart) {
        return TableRows.written(mart.name(), lake.replace(mart, lake.query(Mart.class, mart.name(), Map.of())));
    }
}
