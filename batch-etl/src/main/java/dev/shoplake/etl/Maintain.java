package dev.shoplake.etl;

import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.maintain.Maintenance;
import dev.shoplake.etl.run.RunLock;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code etl maintain}: keeps the tables small. */
@Command(
        name = "maintain",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "99:there was nothing to do"},
        description = {
            "Compact small files, expire old snapshots, drop the branches of dead runs and files that belong to nothing.",
            "What main, a tag or another branch reads stays. The stream goes on meanwhile."
        })
final class Maintain implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clock clock;

    @Option(names = "--history", paramLabel = "DURATION", description = "Age from which snapshots go, ISO 8601.")
    private Duration history = Duration.ofDays(7);

    @Option(names = "--dead-runs", paramLabel = "DURATION", description = "Age from which unpublished runs go.")
    private Duration deadRuns = Duration.ofDays(7);

    @Option(names = "--orphans", paramLabel = "DURATION", description = "Age from which files of nothing go.")
    private Duration orphans = Duration.ofDays(3);

    @Option(
            names = "--under-way",
            paramLabel = "DURATION",
            description = "Rewrite none of the batch's tables while an unpublished run has been at work since then.")
    private Duration underWay = Duration.ofHours(12);

    @Option(names = "--wait", description = "Wait for a run to end instead of giving up.")
    private boolean wait;

    Maintain(Map<String, String> environment) {
        this(environment, Clock.systemUTC());
    }

    Maintain(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        var settings = EtlSettings.from(environment);
        try (var lock = RunLock.of(settings.postgres(), "maintain", wait);
                var branches = CatalogBranches.open(settings.lake().catalogUri())) {
            lock.confirm();
            var maintenance = new Maintenance(
                    SparkStart.start(settings.sparkMaster(), settings.lake()),
                    settings.lake(),
                    branches,
                    new Maintenance.Policy(history, deadRuns, orphans, underWay),
                    clock,
                    System.out);
            if (!maintenance.run()) {
                System.out.println("there was nothing to do");
                return PendingWindow.NOTHING_TO_DO;
            }
        }
        return ExitCode.OK;
    }
}
