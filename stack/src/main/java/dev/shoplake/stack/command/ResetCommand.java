package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "reset", description = "Stops the stack and deletes all its data, after asking.")
final class ResetCommand implements Callable<Integer> {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    private final Stack stack;
    private final PrintStream output;

    ResetCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var folder = stack.home().directory();
        if (!Files.exists(folder)) {
            output.println("There is nothing to delete: " + folder + " does not exist.");
            return 0;
        }
        if (!yes && !agreed("Delete all data, logs and passwords in %s? Type yes: ".formatted(folder))) {
            output.println("Nothing was deleted.");
            return 1;
        }
        stack.reset();
        output.println("Deleted. Installed server software is kept for the next start.");
        return 0;
    }

    /** Without a terminal nobody can agree. */
    private static boolean agreed(String question) {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> "yes".equals(console.readLine("%s", question)))
                .orElse(false);
    }
}
