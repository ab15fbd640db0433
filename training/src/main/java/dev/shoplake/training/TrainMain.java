package dev.shoplake.training;

import dev.shoplake.runtime.settings.SettingsException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/** {@code shoplake train}. */
public final class TrainMain {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_SETTINGS = 2;

    private TrainMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv(), System.out, System.err, args));
    }

    static int run(Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        var command = new CommandLine(new TrainCommand(environment, out, Clock.systemUTC()));
        command.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        command.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("train: " + error.getMessage());
            return error instanceof SettingsException ? WRONG_SETTINGS : FAILED;
        });
        return command.execute(args);
    }
}
