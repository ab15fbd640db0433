package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.server.Group;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "up", description = "Starts the stack and returns when all of it is healthy.")
final class UpCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVER", description = "Only these and what they need; without: all.")
    private List<String> names = List.of();

    @Option(names = "--without", paramLabel = "GROUP", split = ",", description = Group.OPTION)
    private List<Group> without = List.of();

    private final Stack stack;

    UpCommand(Stack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws Exception {
        stack.up(names, without);
        return 0;
    }
}
