package dev.shoplake.benchmarks;

import dev.shoplake.benchmarks.batch.BatchCommand;
import dev.shoplake.benchmarks.click.ClickCommand;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code shoplake benchmark …}: measures, and prints figures beside a peer or a limit. */
@Command(
        name = "shoplake benchmark",
        description = "Measures and prints figures beside a peer or a limit of the same run.",
        mixinStandardHelpOptions = true)
public final class BenchmarkMain {
    private BenchmarkMain() {}

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    static int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new BenchmarkMain())
                .addSubcommand(new ClickCommand(environment))
                .addSubcommand(new BatchCommand(environment))
                .execute(arguments);
    }
}
