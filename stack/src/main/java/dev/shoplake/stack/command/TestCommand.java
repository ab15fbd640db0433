package dev.shoplake.stack.command;

import dev.shoplake.stack.home.StackException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the help; the script {@code ./shoplake} carries it out before Java is needed. */
@Command(name = "test", description = "Builds everything and runs all tests, on servers of their own.")
final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new StackException("run it by the script ./shoplake");
    }
}
