package dev.shoplake.etl;

import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Journal;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.logbook.Logbook;
import dev.shoplake.etl.logbook.RunReport;
import dev.shoplake.etl.logbook.RunState;
import dev.shoplake.etl.logbook.StageRow;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code etl runs}: what runs have done, and what becomes of one that was not published. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "List and show runs; discard one that was not published, or let it go on.")
final class Runs {
    private static final int PUBLISHED_SHOWN = 20;

    private Runs() {}

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Runs())
                .addSubcommand(new Listing(environment))
                .addSubcommand(new Showing(environment))
                .addSubcommand(new Discarding(environment))
                .addSubcommand(new Retrying(environment));
    }

    /** {@code etl runs list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = {
                "Print the runs that are not published, then the newest 20 that are. State 'failed' is a failed audit;",
                "a run 'under way' that nobody works on was left by a stage that ended early, or waits for its next one."
            })
    private static final class Listing implements Callable<Integer> {
        private final Map<String, String> environment;

        Listing(Map<String, String> environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            var settings = EtlSettings.from(environment);
            try (var branches = CatalogBranches.open(settings.lake().catalogUri());
                    var logbook = Logbook.open(settings.lake())) {
                var published = published(logbook);
                var runs = new ArrayList<RunState>();
                branches.unpublishedRuns().stream()
                        .map(branch -> RunState.read(logbook, new Run(branch.branch()), branch.branch()))
                        .filter(run -> !isMerged(run, published))
                        .forEach(runs::add);
                published.stream().limit(PUBLISHED_SHOWN).forEach(runs::add);
                System.out.print(RunReport.table(runs));
            }
            var holder = RunLock.holder(settings.postgres());
            System.out.println(holder == null ? "nobody is at work" : "at work: " + holder);
            return ExitCode.OK;
        }

        /** Newest first. */
        private static List<RunState> published(Logbook logbook) {
            return logbook.published().reversed().stream()
                    .collect(Collectors.groupingBy(StageRow::run, LinkedHashMap::new, Collectors.toList()))
                    .entrySet()
                    .stream()
                    .filter(run -> Run.isName(run.getKey()))
                    .map(run -> new RunState(
                            new Run(run.getKey()), Logbook.MAIN, run.getValue().reversed(), List.of()))
                    .toList();
        }

        /** Whether a run was killed between its merge and the end of its branch. */
        private static boolean isMerged(RunState run, List<RunState> published) {
            return run.isDone("audit")
                    && published.stream()
                            .anyMatch(other -> other.run().equals(run.run())
                                    && other.stages().equals(run.stages()));
        }
    }

    /** What the commands about one run have in common. */
    private abstract static class OfOneRun implements Callable<Integer> {
        private final Map<String, String> environment;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "RUN", description = "The run, as etl runs list prints it.")
        private String name = "";

        OfOneRun(Map<String, String> environment) {
            this.environment = environment;
        }

        abstract void call(EtlSettings settings, Run run, CatalogBranches branches, Logbook logbook);

        final String command() {
            return "runs " + spec.name();
        }

        @Override
        public final Integer call() {
            Run run;
            try {
                run = new Run(name);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
            var settings = EtlSettings.from(environment);
            try (var branches = CatalogBranches.open(settings.lake().catalogUri());
                    var logbook = Logbook.open(settings.lake())) {
                call(settings, run, branches, logbook);
            }
            return ExitCode.OK;
        }

        static RunException unknown(Run run) {
            return new RunException("there is no run %s: see etl runs list".formatted(run));
        }

        static @Nullable String manifest(EtlSettings settings, Run run) {
            try (var raw = RawFiles.open(settings.lake())) {
                return raw.text(Manifest.pathOf(run));
            }
        }

        /** Whether readers of main see what this extract has read. */
        static boolean isPublished(EtlSettings settings, Run run, @Nullable String manifest) {
            return manifest != null
                    && new Changes(settings.shop(), settings.lake(), settings.shopZone())
                            .isPublished(run.id(), Manifest.ofJson(manifest).moment());
        }
    }

    /** {@code etl runs show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Print what the stages of a run did, the months it rebuilds and why, and what its audit found.")
    private static final class Showing extends OfOneRun {
        Showing(Map<String, String> environment) {
            super(environment);
        }

        @Override
        void call(EtlSettings settings, Run run, CatalogBranches branches, Logbook logbook) {
            var reference = branches.exists(run.id()) ? run.id() : Logbook.MAIN;
            var state = RunState.read(logbook, run, reference);
            if (state.isPublished() && state.stages().isEmpty()) {
                throw unknown(run);
            }
            System.out.print(RunReport.details(state, logbook.months(reference, run)));
        }
    }

    /** {@code etl runs discard}. */
    @Command(
            name = "discard",
            mixinStandardHelpOptions = true,
            description =
                    "Drop the branch and the raw files of a run that was not published. The next run reads all of it again.")
    private static final class Discarding extends OfOneRun {
        @Option(names = "--wait", description = "Wait for a run to end instead of giving up.")
        private boolean wait;

        Discarding(Map<String, String> environment) {
            super(environment);
        }

        @Override
        void call(EtlSettings settings, Run run, CatalogBranches branches, Logbook logbook) {
            try (var lock = RunLock.of(settings.postgres(), command(), wait);
                    var raw = RawFiles.open(settings.lake())) {
                lock.confirm();
                var manifest = manifest(settings, run);
                boolean hasBranch = branches.exists(run.id());
                if (isPublished(settings, run, manifest) || (manifest == null && !hasBranch && isKnown(logbook, run))) {
                    throw new RunException(
                            "run %s is published, so it stays: what is wrong in it is put right by another run"
                                    .formatted(run));
                }
                branches.discard(run.id());
                int files = raw.deleteRun(run);
                if (!hasBranch && files == 0) {
                    throw unknown(run);
                }
                System.out.printf(
                        "%s is discarded: %s, %,d raw files%n", run, hasBranch ? "its branch" : "no branch", files);
            }
        }

        private static boolean isKnown(Logbook logbook, Run run) {
            return !logbook.stages(Logbook.MAIN, run).isEmpty();
        }
    }

    /** {@code etl runs retry}. */
    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description = {
                "Let a run go on that was not published, from the first stage that is not done to the end. If main has changed",
                "since it was begun, its tables are made anew from its extract."
            })
    private static final class Retrying extends OfOneRun {
        @Option(names = "--wait", description = "Wait for another run to end instead of giving up.")
        private boolean wait;

        Retrying(Map<String, String> environment) {
            super(environment);
        }

        @Override
        void call(EtlSettings settings, Run run, CatalogBranches branches, Logbook logbook) {
            try (var lock = RunLock.of(settings.postgres(), command(), wait)) {
                lock.confirm();
                var state = state(settings, run, branches, logbook);
                var changed = state.nextStage().equals("publish") && isPublished(settings, run, manifest(settings, run))
                        ? List.<String>of()
                        : branches.changedOnMainSince(run.id());
                if (!changed.isEmpty()) {
                    requireNoLaterRun(state, logbook);
                }
                var out = System.out;
                var spark = SparkStart.start(settings.sparkMaster(), settings.lake());
                try (var batch = Batch.open(settings, run, lock, spark, out)) {
                    var first = state.nextStage();
                    if (!changed.isEmpty()) {
                        out.printf(
                                "main has changed since %s was begun (%s): its tables are made anew from its extract%n",
                                run, String.join(", ", changed));
                        batch.startAnew(state.extracted());
                        first = "clean";
                    }
                    out.printf("etl runs retry: %s, from %s on%n", run, first);
                    for (var stage : Journal.STAGES.subList(Journal.STAGES.indexOf(first), Journal.STAGES.size())) {
                        batch.runOne(stage);
                    }
                }
            }
        }

        private static RunState state(EtlSettings settings, Run run, CatalogBranches branches, Logbook logbook) {
            if (!branches.exists(run.id())) {
                throw logbook.stages(Logbook.MAIN, run).isEmpty()
                        ? unknown(run)
                        : new RunException("run %s is published already".formatted(run));
            }
            var state = RunState.read(logbook, run, run.id());
            if (!state.isDone("extract") || manifest(settings, run) == null) {
                throw new RunException(
                        "the extract of run %s is not complete: discard it (etl runs discard %s) and begin anew with etl run"
                                .formatted(run, run));
            }
            return state;
        }

        /** What a later run has published is newer than this extract: to bring that in would take it back. */
        private static void requireNoLaterRun(RunState state, Logbook logbook) {
            var moment = state.moment();
            for (var row : logbook.published()) {
                var position = row.position();
                if (position != null && !position.moment().isBefore(moment == null ? Instant.MIN : moment)) {
                    throw new RunException(
                            "run %s was published meanwhile and has read the shop later than %s: discard this one (etl runs discard %s) and begin anew with etl run"
                                    .formatted(row.run(), state.run(), state.run()));
                }
            }
        }
    }
}
