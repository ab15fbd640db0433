package dev.shoplake.etl;

import dev.shoplake.etl.close.CloseList;
import dev.shoplake.etl.lake.CatalogBranches;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code etl closes}: what is closed. */
@Command(
        name = "closes",
        mixinStandardHelpOptions = true,
        description =
                "List the closed months: when, after which run, with which figures. All figures: ops.month_closes.")
final class Closes implements Callable<Integer> {
    private final Map<String, String> environment;

    Closes(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var lake = EtlSettings.from(environment).lake();
        try (var catalog = CatalogBranches.open(lake.catalogUri())) {
            CloseList.print(lake, catalog, System.out);
        }
        return ExitCode.OK;
    }
}
