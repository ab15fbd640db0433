package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the Python of a server's environment, for tools and tests that need its packages. */
@Command(
        name = "python",
        hidden = true,
        description = "Runs Python with the packages of a server: mlflow, superset or airflow.")
final class PythonCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ENVIRONMENT")
    private String environment = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT")
    private List<String> arguments = List.of();

    private final Stack stack;

    private PythonCommand(Stack stack) {
        this.stack = stack;
    }

    static CommandLine of(Stack stack) {
        return new CommandLine(new PythonCommand(stack))
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true)
                .setExpandAtFiles(false);
    }

    @Override
    public Integer call() throws Exception {
        return stack.python(environment, arguments).exitCode();
    }
}
