package dev.shoplake.training;

import dev.shoplake.runtime.settings.SettingsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** {@code shoplake model}. */
public final class ModelMain {
    private ModelMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), System.out, System.err, args));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        var command = new CommandLine(new ModelCommand(environment, out, Clock.systemUTC()));
        command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        command.setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("model: " + error.getMessage());
            return error instanceof SettingsException ? TrainMain.WRONG_SETTINGS : TrainMain.FAILED;
        });
        return command.execute(args.length == 0 ? new String[] {"--help"} : args);
    }
}
