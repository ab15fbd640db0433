package dev.shoplake.etl;

import dev.shoplake.etl.audit.Audit;
import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.clean.Clean;
import dev.shoplake.etl.extract.Extract;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Journal;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.mart.Mart;
import dev.shoplake.etl.publish.Publish;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.Window;
import dev.shoplake.etl.structure.Structure;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The stages of one window, wired; prints a line a stage. */
final class Batch implements AutoCloseable {
    private final Window window;
    private final List<Stage> stages;
    private final CatalogBranches branches;
    private final Journal journal;
    private final PrintStream progress;
    private final Clock clock;

    private Batch(
            Window window,
            List<Stage> stages,
            CatalogBranches branches,
            Journal journal,
            PrintStream progress,
            Clock clock) {
        this.window = window;
        this.stages = stages;
        this.branches = branches;
        this.journal = journal;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * @param lock held by the caller for as long as the batch works
     * @param progress where each stage reports
     */
    static Batch open(EtlSettings settings, Window window, RunLock lock, SparkSession spark, PrintStream progress) {
        var clock = Clock.systemUTC();
        var branches = CatalogBranches.open(settings.lake().catalogUri());
        var lake = Lake.open(spark, settings.lake(), window.runId());
        var rawZone = new RawZone(lake, settings.lake().rawZone());
        var changes = new Changes(settings.postgres(), settings.lake(), settings.shopZone());
        var stages = List.of(
                new Extract(settings.postgres(), lake, rawZone, branches, changes),
                new Clean(lake, rawZone, settings.shopCurrency()),
                new Structure(lake, rawZone, settings.shopZone()),
                new Mart(lake, rawZone, settings.shopZone(), clock),
                new Audit(lake, rawZone, settings.shopZone(), settings.shopCurrency(), clock),
                new Publish(branches, lock));
        return new Batch(window, stages, branches, new Journal(lake), progress, clock);
    }

    /** All stages in order. */
    void runAll() {
        stages.forEach(this::execute);
    }

    /**
     * One stage of a run that the stages before it have begun.
     *
     * @throws RunException if one of these was not done
     */
    void runOne(String name) {
        var stage = stages.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!name.equals(stages.getFirst().name())) {
            if (!branches.exists(window.runId())) {
                var published = name.equals(stages.getLast().name()) ? journal.published(window) : null;
                if (published != null) {
                    progress.printf("  window %s is published already, as audited at %s%n", window, published);
                    return;
                }
                throw new RunException("window %s has no run under way (no branch %s): begin with extract"
                        .formatted(window, window.runId()));
            }
            journal.requireBefore(window, name);
        }
        execute(stage);
    }

    private void execute(Stage stage) {
        var startedAt = clock.instant();
        var summary = stage.run(window);
        var finishedAt = clock.instant();
        // What publish did is written in main itself: its branch is gone
        if (!stage.name().equals(stages.getLast().name())) {
            journal.record(window, stage.name(), startedAt, finishedAt, summary);
        }
        progress.printf(
                "  %-10s %,11d rows%s  %5.1f s  %s%n",
                stage.name(),
                summary.rowsOut(),
                summary.rowsRejected() == 0 ? "" : ", %,d rejected".formatted(summary.rowsRejected()),
                Duration.between(startedAt, clock.instant()).toMillis() / 1000.0,
                summary.note());
        progress.flush();
    }

    @Override
    public void close() {
        branches.close();
    }
}
