package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.StackSettings;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "env",
        description = "Prints the settings of what runs, to paste into a shell: eval \"$(./shoplake env)\"")
final class EnvCommand implements Callable<Integer> {
    @Option(
            names = "--compose",
            arity = "0..1",
            fallbackValue = ".env",
            paramLabel = "FILE",
            description =
                    "Write the settings of docker-compose.yml instead, with passwords made up once: what the file has"
                            + " already stays. Without FILE: .env beside it, where docker compose looks.")
    private @Nullable Path compose;

    private final StackSettings settings;
    private final Stack stack;
    private final PrintStream output;

    EnvCommand(StackSettings settings, Stack stack, PrintStream output) {
        this.settings = settings;
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws IOException {
        if (compose != null) {
            return writeCompose(compose);
        }
        if (!stack.isUp()) {
            throw new StackException("nothing is running: start with ./shoplake up");
        }
        output.print(exports(stack.environment()));
        return 0;
    }

    private int writeCompose(Path name) throws IOException {
        var beside = name.equals(Path.of(".env"));
        var file = beside ? settings.root().resolve(name) : name;
        var added =
                new ComposeSettings(new SecureRandom()).complete(settings.root().resolve("docker-compose.yml"), file);
        output.println(
                added.isEmpty()
                        ? file + " has all settings"
                        : "%s: wrote %s".formatted(file, String.join(", ", added)));
        output.printf("Next: docker compose %sup --build --detach --wait%n", beside ? "" : "--env-file " + file + " ");
        return 0;
    }

    static String exports(Map<String, String> settings) {
        var lines = new StringBuilder();
        settings.forEach((key, value) -> lines.append("export %s='%s'\n".formatted(key, value.replace("'", "'\\''"))));
        return lines.toString();
    }
}
