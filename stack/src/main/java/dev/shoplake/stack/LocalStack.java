package dev.shoplake.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.process.BackgroundProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Real servers for a test, in a home of their own under the module's {@code target} folder. It runs the very {@code up}
 * command that people run, as a child process on the stack's own class path: nothing of the servers reaches the class
 * path of the test, and this class itself needs nothing but the JDK.
 */
public final class LocalStack implements AutoCloseable {
    private static final String PREFIX = "servers-";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Object SHARED_LOCK = new Object();
    private static @Nullable LocalStack shared;

    private final StackHome home;
    private final Path root;
    private final Map<String, String> settings;

    private LocalStack(Path root, StackHome home, Map<String, String> settings) {
        this.root = root;
        this.home = home;
        this.settings = settings;
    }

    /**
     * Starts servers, with all that they need, and returns when they are healthy.
     *
     * @param servers some of kafka, postgres, redis, s3, nessie, trino, mlflow, superset
     * @throws IllegalStateException with what the command said if it fails
     */
    public static LocalStack start(String... servers) {
        return start(Map.of(), servers);
    }

    /**
     * The same with settings that a person would have in the shell.
     *
     * @param settings keys and values of the environment of every command on this stack
     */
    public static LocalStack start(Map<String, String> settings, String... servers) {
        var target = Path.of("target").toAbsolutePath();
        try {
            Files.createDirectories(target);
            endAbandoned(target);
            var prefix = PREFIX + ProcessHandle.current().pid() + "-";
            var stack = new LocalStack(
                    projectRoot(), new StackHome(Files.createTempDirectory(target, prefix)), Map.copyOf(settings));
            try {
                stack.up(servers);
            } catch (RuntimeException e) {
                stack.stopAll();
                throw e;
            }
            return stack;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what the tests of a JVM left behind that was killed before it could close its stacks. */
    private static void endAbandoned(Path target) throws IOException {
        try (var homes = Files.newDirectoryStream(target, PREFIX + "*")) {
            for (var home : homes) {
                long owner = Long.parseLong(home.getFileName().toString().split("-", -1)[1]);
                if (!ProcessHandle.of(owner).map(ProcessHandle::isAlive).orElse(false)) {
                    new LocalStack(projectRoot(), new StackHome(home), Map.of()).close();
                }
            }
        }
    }

    /** The stack that all tests of this JVM share; servers not yet running are started. It ends with the JVM. */
    public static LocalStack shared(String... servers) {
        synchronized (SHARED_LOCK) {
            if (shared == null) {
                shared = start(servers);
                Runtime.getRuntime()
                        .addShutdownHook(Thread.ofPlatform().name("stack").unstarted(shared::close));
            } else {
                shared.up(servers);
            }
            return shared;
        }
    }

    /** The settings of the servers that were started, keys as in the environment of a service. */
    public Map<String, String> environment() {
        return PropertiesFile.read(home.environment());
    }

    /** Ends a server at once, as a power cut would (SIGKILL). */
    public void kill(String server) {
        BackgroundProcess.read(home.identity(server))
                .orElseThrow(() -> new IllegalStateException(server + " was not started"))
                .kill();
    }

    /** Starts a server that was killed or stopped, on the same port and data, and returns when it is healthy. */
    public void startAgain(String server) {
        up(server);
    }

    /** Stops a server in order; its data stays. */
    public void stop(String server) {
        BackgroundProcess.read(home.identity(server)).ifPresent(process -> process.stop(PATIENCE));
    }

    /** The folder of everything the servers write. */
    public Path home() {
        return home.directory();
    }

    /** What the server has written to its log. */
    public Path log(String server) {
        return home.log(server);
    }

    /** Stops all servers and removes their home. */
    @Override
    public void close() {
        stopAll();
        try (var paths = Files.walk(home.directory())) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + home.directory(), e);
        }
    }

    private void stopAll() {
        try (var identities = Files.list(home.identity("any").getParent())) {
            var stopping = identities
                    .flatMap(identity -> BackgroundProcess.read(identity).stream())
                    .map(process -> Thread.ofPlatform().start(() -> process.stop(PATIENCE)))
                    .toList();
            for (var thread : stopping) {
                thread.join();
            }
        } catch (NoSuchFileException e) {
            // Nothing was started
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void up(String... servers) {
        command(Stream.concat(Stream.of("up"), Stream.of(servers)).toArray(String[]::new));
    }

    /**
     * Runs a command of {@code ./shoplake} on this stack and waits for its end.
     *
     * @return what it wrote, errors included
     * @throws IllegalStateException with what it wrote if its exit code is not 0
     */
    public String command(String... arguments) {
        try {
            var process = spawn(arguments);
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "shoplake %s failed:%n%s".formatted(String.join(" ", arguments), output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during shoplake " + String.join(" ", arguments), e);
        }
    }

    /**
     * Starts a command of {@code ./shoplake} on this stack; its output must be read, errors are part of it.
     *
     * @throws UncheckedIOException if there is no such program
     */
    public Process spawn(String... arguments) {
        try {
            var module = root.resolve("stack").resolve("target");
            var classPath =
                    module.resolve("classes") + File.pathSeparator + Files.readString(module.resolve("classpath"));
            var line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "dev.shoplake.stack.StackMain"));
            line.addAll(List.of(arguments));
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(settings);
            builder.environment().put("CLASSPATH", classPath);
            builder.environment().put("SHOPLAKE_ROOT", root.toString());
            builder.environment().put("SHOPLAKE_HOME", home.directory().toString());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path projectRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("shoplake")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the file ./shoplake is in no folder above this one"));
    }
}
