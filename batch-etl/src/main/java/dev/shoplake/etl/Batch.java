package dev.shoplake.etl;

import dev.shoplake.etl.archive.Archive;
import dev.shoplake.etl.audit.Audit;
import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.clean.Clean;
import dev.shoplake.etl.extract.Extract;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.extract.ShopSource;
import dev.shoplake.etl.inbox.Inbox;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Journal;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.logbook.StageRow;
import dev.shoplake.etl.mart.Mart;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.publish.Publish;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.structure.Structure;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The stages of one run, wired; prints a line a stage. */
final class Batch implements AutoCloseable {
    private final Run run;
    private final Lake lake;
    private final RawZone rawZone;
    private final ErasedPersons erased;
    private final EtlSettings settings;
    private final List<Stage> later;
    private final CatalogBranches branches;
    private final Journal journal;
    private final PrintStream progress;
    private final Clock clock = Clock.systemUTC();

    private Batch(
            Run run,
            Lake lake,
            RawZone rawZone,
            ErasedPersons erased,
            EtlSettings settings,
            CatalogBranches branches,
            RunLock lock,
            PrintStream progress) {
        this.run = run;
        this.lake = lake;
        this.rawZone = rawZone;
        this.erased = erased;
        this.settings = settings;
        this.branches = branches;
        this.journal = new Journal(lake);
        this.progress = progress;
        this.later = List.of(
                new Clean(lake, rawZone, settings.shopZone(), settings.shopCurrency()),
                new Structure(lake, rawZone, settings.shopZone(), settings.fiscalStart()),
                new Mart(lake, rawZone, settings.shopZone(), clock),
                new Audit(lake, rawZone, settings.shopZone(), settings.shopCurrency(), settings.freshFor(), clock),
                new Publish(branches, lock));
    }

    /**
     * @param lock held by the caller for as long as the batch works
     * @param progress where each stage reports
     */
    static Batch open(EtlSettings settings, Run run, RunLock lock, SparkSession spark, PrintStream progress) {
        var lake = Lake.openForRun(spark, settings.lake(), run.id());
        var erased = ErasedPersons.open(settings.lake(), settings.erasureKey());
        var rawZone = new RawZone(lake, settings.lake(), erased);
        var branches = CatalogBranches.open(settings.lake().catalogUri());
        return new Batch(run, lake, rawZone, erased, settings, branches, lock, progress);
    }

    /** The first stage, which begins the run. */
    void extract(Scope scope, boolean acceptSchema) {
        archive();
        var changes = new Changes(settings.shop(), settings.lake(), settings.shopZone());
        try (var inbox = Inbox.open(settings.lake())) {
            execute(new Extract(
                    () -> ShopSource.open(settings.shop(), erased),
                    inbox::files,
                    lake,
                    rawZone,
                    branches,
                    changes,
                    settings.overlap(),
                    scope,
                    acceptSchema));
        }
    }

    /** All stages in order. */
    void runAll(Scope scope, boolean acceptSchema) {
        extract(scope, acceptSchema);
        later.forEach(this::execute);
    }

    /**
     * One stage of a run that the stages before it have begun.
     *
     * @throws RunException if one of these was not done
     */
    void runOne(String name) {
        var stage = later.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!branches.exists(run.id())) {
            var published = name.equals(later.getLast().name()) ? journal.published(run) : null;
            if (published != null) {
                archive();
                progress.printf("  run %s is published already, as audited at %s%n", run, published);
                return;
            }
            throw new RunException(
                    "run %s is not under way (there is no branch of that name): begin with extract".formatted(run));
        }
        journal.begin(run, name);
        execute(stage);
    }

    /**
     * Makes the run's branch anew from the head of main, for the extract that it has.
     *
     * @param extracted what its extract did
     */
    void startAnew(List<StageRow> extracted) {
        branches.startAnew(run.id());
        lake.createTables();
        var first = extracted.getFirst();
        var tables = extracted.stream().map(StageRow::rows).toList();
        journal.record(
                run,
                first.window(),
                first.stage(),
                first.startedAt(),
                first.finishedAt(),
                new StageSummary(tables, "", first.position()));
    }

    private void execute(Stage stage) {
        var startedAt = clock.instant();
        var summary = stage.run(run);
        var finishedAt = clock.instant();
        // What publish did is written in main itself: its branch is gone
        if (!stage.name().equals(later.getLast().name())) {
            journal.record(run, rawZone.manifest(run).window(), stage.name(), startedAt, finishedAt, summary);
        }
        progress.printf(
                "  %-10s %,11d rows%s%s  %5.1f s  %s%n",
                stage.name(),
                summary.rowsOut(),
                summary.rowsRejected() == 0 ? "" : ", %,d rejected".formatted(summary.rowsRejected()),
                summary.rowsSuperseded() == 0 ? "" : ", %,d superseded".formatted(summary.rowsSuperseded()),
                Duration.between(startedAt, clock.instant()).toMillis() / 1000.0,
                summary.note());
        progress.flush();
        if (stage.name().equals(later.getLast().name())) {
            archive();
        }
    }

    /** Raw files of published runs leave the raw zone: of this one, and of one that was killed before. */
    private void archive() {
        var changes = new Changes(settings.shop(), settings.lake(), settings.shopZone());
        try (var archive = Archive.open(settings.lake())) {
            archive.movePublished(branches, changes).forEach(progress::println);
        }
    }

    @Override
    public void close() {
        branches.close();
        rawZone.close();
    }
}
