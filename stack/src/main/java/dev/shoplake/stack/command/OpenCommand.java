package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.demo.Addresses;
import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "open", description = "Prints what to open in a browser, and how to log in there.")
final class OpenCommand implements Callable<Integer> {
    private final Stack stack;
    private final PrintStream output;

    OpenCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() {
        if (!stack.isUp()) {
            throw new StackException("nothing runs: start with ./shoplake up");
        }
        var addresses = new Addresses(stack.environment(), output);
        output.println("Open");
        addresses.print();
        output.printf("%nLog in%n");
        addresses.printLogins();
        return 0;
    }
}
