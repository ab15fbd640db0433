package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.program.Program;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Hands everything behind its name to another program, options and all. */
@Command
final class DelegateCommand implements Callable<Integer> {
    @Parameters(arity = "0..*")
    private List<String> arguments = List.of();

    private final Stack stack;
    private final Program program;

    private DelegateCommand(Stack stack, Program program) {
        this.stack = stack;
        this.program = program;
    }

    static CommandLine of(Stack stack, Program program, String description) {
        var line = new CommandLine(new DelegateCommand(stack, program))
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true)
                .setExpandAtFiles(false);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return stack.run(program, arguments).exitCode();
    }
}
