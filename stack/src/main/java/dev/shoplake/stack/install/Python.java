package dev.shoplake.stack.install;

import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The Python of this machine.
 *
 * @param executable its program
 * @param version such as {@code 3.11.7}
 */
public record Python(Path executable, String version) {
    public static final int NEEDED_MINOR = 11;

    private static final int NEWEST_MINOR = 15;
    private static final String DESCRIBE =
            "import ensurepip, platform, sys, venv; print(sys.executable); print(platform.python_version())";

    /**
     * The first on the PATH that is new enough and can make environments.
     *
     * @throws StackException with how to get it if there is none
     */
    public static Python require() throws InterruptedException {
        return find().orElseThrow(() -> new StackException(
                "Python 3.%d or newer with its venv module is needed and was not found: install it (Debian: apt-get install python3 python3-venv)"
                        .formatted(NEEDED_MINOR)));
    }

    /** The first on the PATH that is new enough and can make environments. */
    public static Optional<Python> find() throws InterruptedException {
        var names = Stream.concat(
                Stream.of("python3"),
                IntStream.iterate(NEWEST_MINOR, minor -> minor >= NEEDED_MINOR, minor -> minor - 1)
                        .mapToObj(minor -> "python3." + minor));
        for (var name : names.toList()) {
            var python = describe(name);
            if (python.isPresent() && python.get().isNewEnough()) {
                return python;
            }
        }
        return Optional.empty();
    }

    private static Optional<Python> describe(String name) throws InterruptedException {
        try {
            var lines = Commands.run(List.of(name, "-c", DESCRIBE), Map.of(), line -> {});
            return lines.size() == 2 ? Optional.of(new Python(Path.of(lines.get(0)), lines.get(1))) : Optional.empty();
        } catch (IOException | StackException e) {
            // Not there, or without the modules: the next may do
            return Optional.empty();
        }
    }

    private boolean isNewEnough() {
        var parts = version.split("\\.", -1);
        return parts[0].equals("3") && Integer.parseInt(parts[1]) >= NEEDED_MINOR && Files.isExecutable(executable);
    }
}
