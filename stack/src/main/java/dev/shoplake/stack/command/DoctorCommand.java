package dev.shoplake.stack.command;

import dev.shoplake.stack.Machine;
import dev.shoplake.stack.StackSettings;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor", description = "Says what this machine lacks and how to get it.")
final class DoctorCommand implements Callable<Integer> {
    private final StackSettings settings;
    private final PrintStream output;

    DoctorCommand(StackSettings settings, PrintStream output) {
        this.settings = settings;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var findings = new Machine(settings).examine();
        for (var finding : findings) {
            output.printf("%-8s %-12s %s%n", finding.fine() ? "ok" : "MISSING", finding.subject(), finding.detail());
        }
        return findings.stream().allMatch(Machine.Finding::fine) ? 0 : 1;
    }
}
