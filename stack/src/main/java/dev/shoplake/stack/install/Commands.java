package dev.shoplake.stack.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs other programs to their end. */
public final class Commands {
    private static final int KEPT_LINES = 20;

    private Commands() {}

    /**
     * Runs a program.
     *
     * @param environment added to that of this process; an empty value removes the variable
     * @param onLine given each line of its output and errors
     * @return its last lines
     * @throws StackException with the last lines if it fails
     */
    public static List<String> run(List<String> command, Map<String, String> environment, Consumer<String> onLine)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        Launch.change(builder.environment(), environment);
        var process = builder.start();
        process.getOutputStream().close();
        var last = new ArrayDeque<String>();
        try (var output = process.inputReader(UTF_8)) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                onLine.accept(line);
                last.add(line);
                if (last.size() > KEPT_LINES) {
                    last.remove();
                }
            }
        } finally {
            process.destroy();
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new StackException("%s ended with exit code %d:\n    %s"
                    .formatted(command.getFirst(), code, String.join("\n    ", last)));
        }
        return List.copyOf(last);
    }
}
