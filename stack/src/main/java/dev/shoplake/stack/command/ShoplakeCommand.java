package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.demo.DemoCommand;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
        name = "shoplake",
        description = "An e-commerce lakehouse on your own machine.",
        mixinStandardHelpOptions = true)
public final class ShoplakeCommand {
    private ShoplakeCommand() {}

    /** The command line over a stack. */
    public static CommandLine over(Stack stack, PrintStream output) {
        var line = new CommandLine(new ShoplakeCommand())
                .addSubcommand(new DemoCommand(stack, output))
                .addSubcommand(new UpCommand(stack))
                .addSubcommand(new DownCommand(stack))
                .addSubcommand(new StatusCommand(stack, output));
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println(failure.getMessage());
            return 1;
        });
        return line;
    }
}
