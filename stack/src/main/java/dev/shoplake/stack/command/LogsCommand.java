package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.home.StackException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "Prints the log of a server or service; -f goes on as it grows.")
final class LogsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "As in status.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "200",
            description = "How many of the last lines (default: ${DEFAULT-VALUE}).")
    private int lines;

    private final Stack stack;

    LogsCommand(Stack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws Exception {
        var log = stack.home().log(name);
        if (!Files.exists(log)) {
            throw new StackException("there is no log of '%s': expected one of %s that was started"
                    .formatted(name, String.join(", ", stack.names())));
        }
        var command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        command.add(log.toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
