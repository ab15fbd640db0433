package dev.shoplake.etl;

import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.inbox.Inbox;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.etl.run.Scope;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What begins a run: {@code extract} alone, or {@code run} with all that follows. */
abstract class BeginCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private @Nullable Reach reach;

    @Option(names = "--wait", description = "Wait for another run to end instead of giving up.")
    private boolean wait;

    @Option(
            names = "--accept-schema",
            description = "Go on though the shop's columns hold less than before, or some have gone.")
    private boolean acceptSchema;

    @Option(
            names = "--source",
            paramLabel = "ADDRESS",
            description = "The shop's extract API, http://host:port, instead of its database.")
    private @Nullable URI source;

    BeginCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    private static final class Reach {
        @Option(names = "--full", description = "Everything anew, instead of what changed since the last run.")
        private boolean full;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable DaysOption days;
    }

    /** A run that is to be begun. */
    private record Beginning(Run run, Scope scope) {}

    abstract void work(Batch batch, Scope scope, boolean acceptSchema);

    /** What to end with when there is nothing to do. */
    abstract int idle();

    /** What to print last. */
    abstract String lastLine(Run run);

    @Override
    public Integer call() {
        var days = reach == null || reach.days == null ? null : reach.days.window(spec);
        var settings = settings();
        var out = System.out;
        var clock = Clock.systemUTC();
        var start = clock.instant();
        try (var lock = RunLock.of(settings.postgres(), spec.name(), wait)) {
            var beginning = days == null
                    ? beginning(settings, start)
                    : new Beginning(Run.over(days), new Scope(Scope.Kind.DAYS, days));
            if (beginning == null) {
                out.printf("nothing has changed up to %s that is not published%n", start);
                return idle();
            }
            out.printf(
                    "etl %s: %s, days %s%n",
                    spec.name(), beginning.run(), beginning.scope().window());
            var spark = SparkStart.start(settings.sparkMaster(), settings.lake());
            try (var batch = Batch.open(settings, beginning.run(), lock, spark, out)) {
                out.printf("  %-10s %24.1f s%n", "(start)", seconds(start, clock));
                work(batch, beginning.scope(), acceptSchema);
            }
            out.printf("  %-10s %24.1f s%n", "total", seconds(start, clock));
            out.print(lastLine(beginning.run()));
        }
        return ExitCode.OK;
    }

    private EtlSettings settings() {
        var settings = EtlSettings.from(environment);
        if (source == null) {
            return settings;
        }
        if (source.getHost() == null || !List.of("http", "https").contains(source.getScheme())) {
            throw new ParameterException(
                    spec.commandLine(), "--source: '%s' is no address such as http://host:port".formatted(source));
        }
        return settings.withSource(source);
    }

    /** A run over everything, or over what has changed since the last one; null if nothing has. */
    private @Nullable Beginning beginning(EtlSettings settings, Instant now) {
        var changes = new Changes(settings.shop(), settings.lake(), settings.shopZone());
        if ((reach != null && reach.full) || !changes.isPublished()) {
            var history = changes.wholeHistory();
            return new Beginning(Run.over(history), new Scope(Scope.Kind.FULL, history));
        }
        if (!changes.isPending(now) && isInboxEmpty(settings)) {
            return null;
        }
        var history = changes.wholeHistory();
        return new Beginning(Run.increment(now), new Scope(Scope.Kind.INCREMENT, history));
    }

    private static boolean isInboxEmpty(EtlSettings settings) {
        try (var inbox = Inbox.open(settings.lake())) {
            return inbox.waiting().isEmpty();
        }
    }

    private static double seconds(Instant start, Clock clock) {
        return Duration.between(start, clock.instant()).toMillis() / 1000.0;
    }

    /** {@code run}. */
    @Command(mixinStandardHelpOptions = true)
    static final class Whole extends BeginCommand {
        Whole(Map<String, String> environment) {
            super(environment);
        }

        @Override
        void work(Batch batch, Scope scope, boolean acceptSchema) {
            batch.runAll(scope, acceptSchema);
        }

        @Override
        int idle() {
            return ExitCode.OK;
        }

        @Override
        String lastLine(Run run) {
            return "";
        }
    }

    /** {@code extract}: its last line is the run, for the commands that follow. */
    @Command(mixinStandardHelpOptions = true)
    static final class First extends BeginCommand {
        First(Map<String, String> environment) {
            super(environment);
        }

        @Override
        void work(Batch batch, Scope scope, boolean acceptSchema) {
            batch.extract(scope, acceptSchema);
        }

        @Override
        int idle() {
            return PendingWindow.NOTHING_TO_DO;
        }

        @Override
        String lastLine(Run run) {
            return "--run %s%n".formatted(run);
        }
    }
}
