package dev.shoplake.etl;

import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
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

/** One stage of a run that extract has begun. */
@Command(mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private @Nullable Which which;

    @Option(names = "--wait", description = "Wait for another run to end instead of giving up.")
    private boolean wait;

    StageCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    private static final class Which {
        @Option(
                names = "--run",
                required = true,
                paramLabel = "RUN",
                description = "The run, as extract printed it; not needed while only one is under way.")
        private String run = "";

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable DaysOption days;
    }

    @Override
    public Integer call() {
        var given = given();
        var settings = EtlSettings.from(environment);
        var out = System.out;
        try (var lock = RunLock.of(settings.postgres(), spec.name(), wait)) {
            var run = given == null ? underWay(settings) : given;
            out.printf("etl %s: %s%n", spec.name(), run);
            var spark = SparkStart.start(settings.sparkMaster(), settings.lake());
            try (var batch = Batch.open(settings, run, lock, spark, out)) {
                batch.runOne(spec.name());
            }
        }
        return ExitCode.OK;
    }

    private @Nullable Run given() {
        if (which == null) {
            return null;
        }
        if (which.days != null) {
            return Run.over(which.days.window(spec));
        }
        try {
            return new Run(which.run);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--run: " + e.getMessage(), e);
        }
    }

    private static Run underWay(EtlSettings settings) {
        try (var branches = CatalogBranches.open(settings.lake().catalogUri())) {
            var runs = branches.others().stream().filter(Run::isName).sorted().toList();
            return switch (runs.size()) {
                case 0 -> throw new RunException("no run is under way: begin one with extract");
                case 1 -> new Run(runs.getFirst());
                default ->
                    throw new RunException(
                            "several runs are under way: choose one with --run, such as --run %s, or see etl runs list: %s"
                                    .formatted(runs.getLast(), String.join(", ", runs)));
            };
        }
    }
}
