package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "down", description = "Stops the stack; its data stays.")
final class DownCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVER", description = "Only these; without: all.")
    private List<String> names = List.of();

    private final Stack stack;

    DownCommand(Stack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws Exception {
        stack.down(names);
        return 0;
    }
}
