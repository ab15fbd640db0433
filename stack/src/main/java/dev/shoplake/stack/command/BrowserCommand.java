package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** For tests and tools that look at pages. */
@Command(
        name = "browser",
        hidden = true,
        description =
                "Prints the path of the Chromium that draws the dashboard, as its last line; fetches it if need be.")
final class BrowserCommand implements Callable<Integer> {
    private final Stack stack;
    private final PrintStream output;

    BrowserCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        output.println(stack.browser());
        return 0;
    }
}
