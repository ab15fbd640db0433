package dev.shoplake.etl;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.SettingsException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** {@code etl}: the batch from the command line. Exit code 0 done, 1 failed, 2 wrong settings or arguments, 99 nothing to do. */
public final class EtlMain {
    private static final Logger LOG = LoggerFactory.getLogger(EtlMain.class);

    private EtlMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        return commandLine(environment).execute(args);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return TimeArguments.readBy(EtlCommand.commandLine(environment)).setExecutionExceptionHandler(EtlMain::explain);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        switch (failure) {
            case SettingsException wrong -> {
                command.getErr().println("etl: " + wrong.getMessage());
                return CommandLine.ExitCode.USAGE;
            }
            case RunException known -> command.getErr().println("etl: " + known.getMessage());
            default -> LOG.error("etl failed; main is as it was, run again", failure);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
