package dev.shoplake.etl;

import dev.shoplake.etl.extract.SourceSnapshot;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.etl.run.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands: {@code run} and one for each stage. */
@Command(
        name = "etl",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Brings the shop's orders and events into the lake: extract, clean, structure, mart, audit, publish.",
            "A run works on a catalog branch of its own; readers of main see all of it at once, or nothing."
        },
        footer = {
            "",
            "Examples:",
            "  etl run                                     the whole history of the shop",
            "  etl run --from 2011-11-01 --to 2011-12-01   one month; doing it again changes nothing",
            "  etl clean --from 2011-11-01 --to 2011-12-01 one stage of that run",
            "  etl run $(etl window | tail -1)             whatever changed since it was last published"
        })
final class EtlCommand {
    static CommandLine commandLine(Map<String, String> environment) {
        var root = new CommandLine(new EtlCommand());
        add(root, new Run(environment), "run", "All stages, one after the other.");
        add(
                root,
                new OneStage(environment),
                "extract",
                "Begin a run: copy the shop's tables, as of one moment, into the raw zone.");
        add(
                root,
                new OneStage(environment),
                "clean",
                "Type and judge the rows; what cannot be right goes to ops.quarantine.");
        add(root, new OneStage(environment), "structure", "Build dimensions and facts of the months touched.");
        add(root, new OneStage(environment), "mart", "Compute the marts.");
        add(
                root,
                new OneStage(environment),
                "audit",
                "Check the run's branch; a failed check keeps it from being published.");
        add(root, new OneStage(environment), "publish", "Merge the run into main, all tables in one commit.");
        root.addSubcommand("window", new PendingWindow(environment));
        root.addSubcommand("maintain", new Maintain(environment));
        return root;
    }

    private static void add(CommandLine root, Object command, String name, String description) {
        var line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        root.addSubcommand(name, line);
    }

    private static final class Days {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "DATE",
                description = "First day of the window, by the shop's time.")
        private LocalDate from = LocalDate.MIN;

        @Option(names = "--to", required = true, paramLabel = "DATE", description = "First day after the window.")
        private LocalDate to = LocalDate.MAX;
    }

    private abstract static class Work implements Callable<Integer> {
        private final Map<String, String> environment;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--wait", description = "Wait for another run to end instead of giving up.")
        private boolean wait;

        Work(Map<String, String> environment) {
            this.environment = environment;
        }

        /** The days that were asked for; none for the whole history. */
        abstract @Nullable Days days();

        abstract void work(Batch batch);

        @Override
        public Integer call() {
            var given = window(days());
            var settings = EtlSettings.from(environment);
            var out = System.out;
            var clock = Clock.systemUTC();
            var start = clock.instant();
            try (var lock = RunLock.of(settings.postgres(), spec.name(), wait)) {
                var window = given == null ? SourceSnapshot.wholeHistory(settings.postgres()) : given;
                out.printf("etl %s: window %s, branch %s%n", spec.name(), window, window.runId());
                var spark = SparkStart.start(settings.sparkMaster(), settings.lake());
                try (var batch = Batch.open(settings, window, lock, spark, out)) {
                    out.printf("  %-10s %24.1f s%n", "(start)", seconds(start, clock));
                    work(batch);
                }
                out.printf("  %-10s %24.1f s%n", "total", seconds(start, clock));
            }
            return CommandLine.ExitCode.OK;
        }

        private @Nullable Window window(@Nullable Days days) {
            try {
                return days == null ? null : new Window(days.from, days.to);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }

        String stage() {
            return spec.name();
        }

        private static double seconds(java.time.Instant start, Clock clock) {
            return Duration.between(start, clock.instant()).toMillis() / 1000.0;
        }
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class Run extends Work {
        @ArgGroup(exclusive = false, multiplicity = "0..1")
        private @Nullable Days days;

        Run(Map<String, String> environment) {
            super(environment);
        }

        @Override
        @Nullable
        Days days() {
            return days;
        }

        @Override
        void work(Batch batch) {
            batch.runAll();
        }
    }

    @Command(mixinStandardHelpOptions = true)
    private static final class OneStage extends Work {
        @ArgGroup(exclusive = false, multiplicity = "1")
        private Days days = new Days();

        OneStage(Map<String, String> environment) {
            super(environment);
        }

        @Override
        Days days() {
            return days;
        }

        @Override
        void work(Batch batch) {
            batch.runOne(stage());
        }
    }
}
