package dev.shoplake.stack.command;

import dev.shoplake.stack.StackSettings;
import dev.shoplake.stack.program.Distribution;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "distribution",
        hidden = true,
        description = "Puts all programs with their libraries into a folder; the images are made of it.")
final class DistributionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "A folder that is not there yet.")
    private Path folder = Path.of("");

    private final StackSettings settings;
    private final PrintStream output;

    DistributionCommand(StackSettings settings, PrintStream output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var commands = new Distribution(settings.root()).write(folder);
        output.printf("%s: %s%n", folder, String.join(", ", commands));
        return 0;
    }
}
