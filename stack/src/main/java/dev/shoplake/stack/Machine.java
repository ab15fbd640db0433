package dev.shoplake.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.install.Commands;
import dev.shoplake.stack.install.Python;
import dev.shoplake.stack.server.Unprivileged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Examines whether this machine can run the stack. */
public final class Machine {
    private static final long NEEDED_DISK_MB = 6_000;
    private static final long NEEDED_MEMORY_MB = 6_000;
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)[.\\d]*");
    private static final Pattern TERMINAL_COLOURS = Pattern.compile("\u001B\\[[\\d;]*m");

    private final StackSettings settings;

    public Machine(StackSettings settings) {
        this.settings = settings;
    }

    /**
     * What was found about one thing.
     *
     * @param subject the thing
     * @param fine whether it is as needed
     * @param detail what there is; how to get it if it is not fine
     */
    public record Finding(String subject, boolean fine, String detail) {}

    public List<Finding> examine() throws IOException, InterruptedException {
        return List.of(system(), java(), maven(), python(), sessions(), user(), ports(), memory(), disk());
    }

    private static Finding system() {
        var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        return new Finding(
                "system",
                system.equals("Linux amd64"),
                system.equals("Linux amd64") ? system : system + ": the servers come for Linux on x86-64");
    }

    /** This program runs on it, so the launcher has found it. */
    private static Finding java() {
        return new Finding(
                "JDK",
                Runtime.version().feature() >= 25,
                "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
    }

    private static Finding maven() throws InterruptedException {
        return output("mvn", "--version")
                .flatMap(text -> text.lines().findFirst())
                .map(line -> TERMINAL_COLOURS.matcher(line).replaceAll(""))
                .filter(line -> isAtLeast(line, 3, 8))
                .map(line -> new Finding("Maven", true, line))
                .orElse(new Finding(
                        "Maven",
                        false,
                        "3.8 or newer is needed to build and to fetch servers: Debian: apt-get install maven"));
    }

    private static Finding python() throws InterruptedException {
        return Python.find()
                .map(python -> new Finding("Python", true, python.version() + " in " + python.executable()))
                .orElse(new Finding(
                        "Python",
                        false,
                        "3.%d or newer with venv is needed for MLflow: Debian: apt-get install python3 python3-venv"
                                .formatted(Python.NEEDED_MINOR)));
    }

    private static Finding sessions() throws InterruptedException {
        boolean works = output("setsid", "true").isPresent();
        return new Finding(
                "setsid", works, works ? "works" : "is needed to start servers: Debian: apt-get install util-linux");
    }

    private static Finding user() throws IOException, InterruptedException {
        try {
            var prefix = Unprivileged.prefix();
            return new Finding(
                    "user",
                    true,
                    prefix.isEmpty()
                            ? "not root"
                            : "root; PostgreSQL runs by " + String.join(" ", prefix.subList(0, 2)));
        } catch (StackException e) {
            return new Finding("user", false, String.valueOf(e.getMessage()));
        }
    }

    /** Servers listen on loopback, on ports that they choose from a range. */
    private static Finding ports() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            return new Finding("ports", true, "127.0.0.1 can be listened on");
        } catch (IOException e) {
            return new Finding("ports", false, "127.0.0.1 cannot be listened on: " + e.getMessage());
        }
    }

    private static Finding memory() throws IOException {
        long available = Files.readString(Path.of("/proc/meminfo"), UTF_8)
                .lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
        return new Finding(
                "memory",
                available >= NEEDED_MEMORY_MB,
                "%,d MB available, %,d MB needed by the whole stack".formatted(available, NEEDED_MEMORY_MB));
    }

    private Finding disk() throws IOException {
        var folder = settings.home();
        while (!Files.exists(folder)) {
            folder = folder.resolveSibling("..").normalize();
        }
        long usable = Files.getFileStore(folder).getUsableSpace() >> 20;
        return new Finding(
                "disk",
                usable >= NEEDED_DISK_MB,
                "%,d MB free in %s, %,d MB needed".formatted(usable, folder, NEEDED_DISK_MB));
    }

    static boolean isAtLeast(String line, int major, int minor) {
        var version = VERSION.matcher(line);
        if (!version.find()) {
            return false;
        }
        int foundMajor = Integer.parseInt(version.group(1));
        return foundMajor > major || (foundMajor == major && Integer.parseInt(version.group(2)) >= minor);
    }

    private static Optional<String> output(String... command) throws InterruptedException {
        try {
            return Optional.of(String.join("\n", Commands.run(List.of(command), Map.of(), line -> {})));
        } catch (IOException | StackException e) {
            return Optional.empty();
        }
    }
}
