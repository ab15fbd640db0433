package dev.shoplake.dremio;

import dev.shoplake.dremio.provision.ProvisionException;
import dev.shoplake.runtime.settings.SettingsException;
import java.util.Map;
import picocli.CommandLine;

/** {@code dremio}: provisioning from the command line. Exit code 0 done, 1 failed, 2 wrong settings or arguments. */
public final class DremioMain {
    private DremioMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        return commandLine(environment).execute(args);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return DremioCommand.commandLine(environment).setExecutionExceptionHandler(DremioMain::explain);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        var error = command.getErr();
        if (failure instanceof SettingsException) {
            error.println("dremio: " + failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (failure instanceof ProvisionException known) {
            error.println("dremio: " + known.getMessage());
            return known.isLoginRefused() ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }
}
