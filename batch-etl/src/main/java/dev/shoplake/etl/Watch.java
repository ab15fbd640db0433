package dev.shoplake.etl;

import dev.shoplake.etl.inbox.Inbox;
import dev.shoplake.etl.inbox.InboxWatch;
import dev.shoplake.runtime.process.ServiceProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code etl watch}: begins a run when a file is dropped. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = {
            "Look at raw/inbox, and begin 'etl run --wait' when files are there. It stays in the foreground; Ctrl-C ends it.",
            "Files that a run has failed on are tried again after growing pauses, and at once when the inbox changes."
        })
final class Watch implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How often to look, in seconds; ${DEFAULT-VALUE} unless given.")
    private int every;

    Watch(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (every < 1) {
            throw new ParameterException(spec.commandLine(), "--every: '%d' is not 1 or more".formatted(every));
        }
        return ServiceProcess.run("etl watch", System.err, () -> {
            var settings = EtlSettings.from(environment);
            System.out.printf(
                    "looks every %d s for files below %s/inbox until Ctrl-C%n",
                    every, settings.lake().rawZone());
            return new InboxWatch(
                    Inbox.open(settings.lake()),
                    () -> EtlMain.run(environment, "run", "--wait"),
                    Duration.ofSeconds(every),
                    Clock.systemUTC(),
                    System.out);
        });
    }
}
