package dev.shoplake.etl;

import dev.shoplake.etl.run.Window;
import java.time.LocalDate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The days of a run on the command line. */
final class DaysOption {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            description = "First day of the run, by the shop's time.")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", required = true, paramLabel = "DATE", description = "First day after it.")
    private LocalDate to = LocalDate.MAX;

    Window window(CommandSpec command) {
        try {
            return new Window(from, to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
