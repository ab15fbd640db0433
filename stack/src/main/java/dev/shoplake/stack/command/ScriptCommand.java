package dev.shoplake.stack.command;

import dev.shoplake.stack.home.StackException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Stands in the help; the script {@code ./shoplake} carries it out before Java is needed. */
@Command
final class ScriptCommand implements Callable<Integer> {
    private ScriptCommand() {}

    static CommandLine of(String description) {
        var line = new CommandLine(new ScriptCommand());
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    @Override
    public Integer call() {
        throw new StackException("run it by the script ./shoplake");
    }
}
