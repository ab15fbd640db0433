package dev.shoplake.etl;

import dev.shoplake.etl.close.MonthClose;
import dev.shoplake.etl.close.MonthClose.Closed;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.etl.run.RunLock;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code etl close-month}: makes a month readable for ever as it is now. */
@Command(
        name = "close-month",
        mixinStandardHelpOptions = true,
        description = {
            "Close a month: what its tables hold now stays readable for ever, whatever is corrected later.",
            "The month must be complete, and the newest published run must have passed its audit."
        },
        footer = {"", "For instance: etl close-month 2011-11, then sql --as-of-close 2011-11 \"SELECT ...\""})
final class CloseMonth implements Callable<Integer> {
    private final Map<String, String> environment;

    @Parameters(paramLabel = "MONTH", description = "Such as 2011-11.")
    private YearMonth month = YearMonth.of(1, 1);

    @ArgGroup(exclusive = true)
    private ClosedAlready closedAlready = new ClosedAlready();

    @Option(names = "--wait", description = "Wait for a run to end instead of giving up.")
    private boolean wait;

    private static final class ClosedAlready {
        @Option(
                names = "--again",
                description = "Close a closed month anew, with what it is now. The older figures stay in the record.")
        private boolean again;

        @Option(names = "--unless-closed", description = "Leave a closed month as it is, and call it well.")
        private boolean unlessClosed;
    }

    CloseMonth(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var settings = EtlSettings.from(environment);
        try (var lock = RunLock.of(settings.postgres(), "close-month", wait);
                var catalog = CatalogBranches.open(settings.lake().catalogUri())) {
            new MonthClose(
                            SparkStart.start(settings.sparkMaster(), settings.lake()),
                            settings.lake(),
                            settings.shopZone(),
                            catalog,
                            lock,
                            Clock.systemUTC(),
                            System.out)
                    .close(month, closed());
        }
        return ExitCode.OK;
    }

    private Closed closed() {
        if (closedAlready.again) {
            return Closed.CLOSED_AGAIN;
        }
        return closedAlready.unlessClosed ? Closed.LEFT : Closed.REFUSED;
    }
}
