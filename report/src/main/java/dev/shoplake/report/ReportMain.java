package dev.shoplake.report;

import dev.shoplake.runtime.settings.SettingsException;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** Entry point of {@code shoplake report}. */
public final class ReportMain {
    private ReportMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), args));
    }

    /** @return the exit code: 0 done, 1 failed, 2 wrong arguments or settings */
    static int run(Map<String, String> environment, String... args) {
        return commandLine(environment).execute(args);
    }

    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new ReportCommand(environment, Clock.systemUTC()))
                .setParameterExceptionHandler((fault, arguments) -> {
                    fault.getCommandLine().getErr().printf("report: %s%nSee report --help%n", fault.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler(ReportMain::explain);
    }

    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        return switch (failure) {
            case SettingsException wrong -> {
                command.getErr().println("report: " + wrong.getMessage());
                yield CommandLine.ExitCode.USAGE;
            }
            case ReportException known -> {
                command.getErr().println("report: " + known.getMessage());
                yield CommandLine.ExitCode.SOFTWARE;
            }
            default -> throw failure;
        };
    }
}
