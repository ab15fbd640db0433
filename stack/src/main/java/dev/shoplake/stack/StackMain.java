package dev.shoplake.stack;

import dev.shoplake.runtime.settings.SettingsException;
import dev.shoplake.stack.command.ShoplakeCommand;
import dev.shoplake.stack.home.Progress;
import java.io.PrintStream;
import java.util.Map;

/** The {@code shoplake} command. */
public final class StackMain {
    private static final String[] HELP = {"--help"};

    private StackMain() {}

    public static void main(String[] args) {
        // The servers' client libraries would log what the command tells better itself
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        System.exit(run(System.getenv(), args));
    }

    static int run(Map<String, String> environment, String... args) {
        try {
            var settings = StackSettings.from(environment);
            var stack = Stack.open(settings, environment, lines(System.out));
            return ShoplakeCommand.over(settings, stack, System.out).execute(args.length == 0 ? HELP : args);
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private static Progress lines(PrintStream output) {
        return (subject, message) -> output.printf("  %-12s %s%n", subject, message);
    }
}
