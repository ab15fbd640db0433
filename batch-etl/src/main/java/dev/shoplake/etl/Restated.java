package dev.shoplake.etl;

import dev.shoplake.etl.close.RestatementReport;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.SparkStart;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code etl restatements}: what is no longer as it was closed. */
@Command(
        name = "restatements",
        mixinStandardHelpOptions = true,
        description = {
            "Tell what differs now in closed months: each figure as closed and as it is, the runs since, the orders.",
            "The figures alone are also in marts.restatements."
        })
final class Restated implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(names = "--month", paramLabel = "MONTH", description = "Such as 2011-11; without it, every closed month.")
    private @Nullable YearMonth month;

    Restated(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var settings = EtlSettings.from(environment);
        try (var catalog = CatalogBranches.open(settings.lake().catalogUri())) {
            var lake = Lake.openAt(
                    SparkStart.start(settings.sparkMaster(), settings.lake()), settings.lake(), catalog.mainHash());
            new RestatementReport(lake, settings.shopZone(), System.out).print(month);
        }
        return ExitCode.OK;
    }
}
