package dev.shoplake.etl.lake;

import static org.apache.spark.sql.functions.lit;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the stages of a run did, kept in {@code ops.runs} on the run's branch and published with it. */
public final class Journal {
    /** The stages in their order. */
    public static final List<String> STAGES = List.of("extract", "clean", "structure", "mart", "audit", "publish");

    private static final StructType ROWS = new StructType()
            .add("table_name", DataTypes.StringType)
            .add("rows_in", DataTypes.LongType)
            .add("rows_out", DataTypes.LongType)
            .add("rows_rejected", DataTypes.LongType)
            .add("rows_superseded", DataTypes.LongType);

    private final Lake lake;

    public Journal(Lake lake) {
        this.lake = lake;
    }

    /** Writes what a stage did, in the place of what it and the stages after it did before in this run. */
    public void record(
            Run run, Window window, String stage, Instant startedAt, Instant finishedAt, StageSummary summary) {
        var fromHere = STAGES.subList(STAGES.indexOf(stage), STAGES.size());
        var rows = summary.tables().stream()
                .map(table ->
                        RowFactory.create(table.table(), table.in(), table.out(), table.rejected(), table.superseded()))
                .toList();
        var position = summary.position();
        var written = lake.spark()
                .createDataFrame(rows, ROWS)
                .withColumn("run_id", lit(run.id()))
                .withColumn("stage", lit(stage))
                .withColumn("window_from", lit(window.from()))
                .withColumn("window_to", lit(window.to()))
                .withColumn("started_at", lit(startedAt))
                .withColumn("finished_at", lit(finishedAt))
                .withColumn("source_moment", lit(position == null ? null : position.moment()))
                .withColumn("events_sequence", lit(position == null ? null : position.eventsSequence()))
                .withColumn("is_caught_up", lit(position == null ? null : position.caughtUp()));
        var kept = lake.table(LakeTables.RUNS)
                .where("NOT (run_id = '%s' AND stage IN ('%s'))".formatted(run.id(), String.join("', '", fromHere)));
        lake.replace(LakeTables.RUNS, kept.unionByName(written).coalesce(1));
    }

    /** When a run was done that readers of main see; null if it is not published. */
    public @Nullable Instant published(Run run) {
        if (lake.publishedSnapshot(LakeTables.RUNS) == 0) {
            return null;
        }
        var row = lake.spark()
                .sql(
                        "SELECT max(finished_at) FROM lake.ops.runs WHERE run_id = :run AND stage = 'audit'",
                        Map.of("run", (Object) run.id()))
                .first();
        return row.isNullAt(0) ? null : row.getTimestamp(0).toInstant();
    }

    /**
     * Makes sure that every stage before this one was done in this run, and forgets what it and the stages after it did before:
     * if it fails now, those must not go by its old success.
     *
     * @throws RunException naming the stage to do first
     */
    public void begin(Run run, String stage) {
        var done = lake.spark()
                .sql("SELECT DISTINCT stage FROM branch.ops.runs WHERE run_id = :run", Map.of("run", (Object) run.id()))
                .as(Encoders.STRING())
                .collectAsList();
        for (var earlier : STAGES.subList(0, STAGES.indexOf(stage))) {
            if (!done.contains(earlier)) {
                throw new RunException(
                        "stage %s of run %s has to be done before %s: run it first".formatted(earlier, run, stage));
            }
        }
        var fromHere = STAGES.subList(STAGES.indexOf(stage), STAGES.size());
        if (done.stream().anyMatch(fromHere::contains)) {
            lake.spark()
                    .sql(
                            "DELETE FROM branch.ops.runs WHERE run_id = :run AND array_contains(:stages, stage)",
                            Map.of("run", run.id(), "stages", fromHere.toArray(String[]::new)));
        }
    }
}
