package dev.shoplake.producers;

import dev.shoplake.runtime.process.ServiceProcess;
import dev.shoplake.runtime.settings.SettingsException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** {@code shoplake events}: exit code 0 when done, 1 when something failed, 2 for wrong arguments or settings. */
public final class EventsMain {
    private EventsMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String[] args) {
        IExecutionExceptionHandler tellOnce = (failure, command, parsed) -> {
            command.getErr().println("events " + command.getCommandName() + ": " + failure.getMessage());
            return failure instanceof SettingsException || failure instanceof IllegalArgumentException
                    ? ServiceProcess.WRONG_SETTINGS
                    : ServiceProcess.FAILED;
        };
        return new CommandLine(new EventsCommand(environment))
                .setExecutionExceptionHandler(tellOnce)
                .execute(args);
    }
}
