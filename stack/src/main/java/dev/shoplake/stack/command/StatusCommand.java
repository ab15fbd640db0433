package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.server.ServerState;
import dev.shoplake.stack.server.ServerState.Health;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Shows a line for each server: state, port, process, memory, up since.")
final class StatusCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Stack stack;
    private final PrintStream output;

    StatusCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        output.printf("%-17s %-9s %5s %8s %9s  %s%n", "SERVER", "STATE", "PORT", "PID", "MEMORY", "UP SINCE");
        stack.states().forEach(state -> output.println(line(state).stripTrailing()));
        return 0;
    }

    private static String line(ServerState state) {
        var name = state.health().name().toLowerCase(Locale.ROOT);
        var process = state.process();
        if (process == null || state.health() == Health.DIED) {
            return "%-17s %-9s".formatted(state.server(), name);
        }
        return "%-17s %-9s %5s %8d %6d MB  %s"
                .formatted(
                        state.server(),
                        name,
                        state.port() == 0 ? "" : state.port(),
                        process.pid(),
                        process.residentBytes() >> 20,
                        TIME.format(process.since()));
    }
}
