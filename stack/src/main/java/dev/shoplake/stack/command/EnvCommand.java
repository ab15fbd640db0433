package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "env",
        description = "Prints the settings of what runs, to paste into a shell: eval \"$(./shoplake env)\"")
final class EnvCommand implements Callable<Integer> {
    private final Stack stack;
    private final PrintStream output;

    EnvCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() {
        if (!stack.isUp()) {
            throw new StackException("nothing is running: start with ./shoplake up");
        }
        output.print(exports(stack.environment()));
        return 0;
    }

    static String exports(Map<String, String> settings) {
        var lines = new StringBuilder();
        settings.forEach((key, value) -> lines.append("export %s='%s'\n".formatted(key, value.replace("'", "'\\''"))));
        return lines.toString();
    }
}
