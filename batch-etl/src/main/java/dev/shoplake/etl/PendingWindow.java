package dev.shoplake.etl;

import dev.shoplake.etl.change.Changes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code etl window}: the days that the next run has to read. */
@Command(
        name = "window",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the last line is the window", "99:nothing has changed since it was last published"},
        description = {
            "Print the days touched by what changed and is not published: orders and their lines by updated_at,",
            "events as they came to the lake. The last line is the window as the other commands want it."
        })
final class PendingWindow implements Callable<Integer> {
    /** Exit code where there is nothing to do: schedulers take it for "skip what follows". */
    static final int NOTHING_TO_DO = 99;

    private final Map<String, String> environment;

    @Option(
            names = "--until",
            paramLabel = "TIMESTAMP",
            description = "Leave out what came later, such as 2026-11-21T13:00:00Z; now unless given.")
    private @Nullable Instant until;

    PendingWindow(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var settings = EtlSettings.from(environment);
        var end = until == null ? Clock.systemUTC().instant() : until;
        var window = new Changes(settings.shop(), settings.lake(), settings.shopZone()).pending(end);
        if (window.isEmpty()) {
            System.out.printf("nothing has changed up to %s that is not published%n", end);
            return NOTHING_TO_DO;
        }
        System.out.printf(
                "--from %s --to %s%n", window.get().from(), window.get().to());
        return ExitCode.OK;
    }
}
