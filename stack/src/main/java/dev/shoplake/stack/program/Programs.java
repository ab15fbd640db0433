package dev.shoplake.stack.program;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import dev.shoplake.stack.program.Program.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs as the build left them.
 *
 * @param root folder of the project
 */
public record Programs(Path root) {
    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Duser.timezone=UTC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final String SETPRIV = "/usr/bin/setpriv";

    private static final List<String> COMMAND = List.of("-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

    private static final List<String> SERVICE = List.of(
            "-Xmx384m",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Dorg.slf4j.simpleLogger.log.org.apache=warn");

    /**
     * How a run in the foreground ended.
     *
     * @param exitCode 0 for success
     * @param duration from start to end
     */
    public record Run(int exitCode, Duration duration) {}

    public boolean isBuilt(Program program) {
        return Files.exists(mainClassFile(program));
    }

    /** When the program was compiled. */
    public Instant builtAt(Program program) throws IOException {
        return Files.getLastModifiedTime(mainClassFile(program)).toInstant();
    }

    /**
     * How to start a program.
     *
     * @param environment its settings
     * @throws StackException if it is not built
     */
    public Launch launch(Program program, List<String> arguments, Map<String, String> environment, Path directory)
            throws IOException {
        var classPath = classPath(program);
        return launch(program, classPath, flagsOfStart(program, classPath), arguments, environment, directory);
    }

    /**
     * Runs a program on this terminal. The first one after a build that goes all the way lets later ones know what its JVM
     * has learned, so that these start quicker.
     *
     * @param environment its settings
     * @throws StackException if it is not built
     */
    public Run run(Program program, List<String> arguments, Map<String, String> environment, Path directory)
            throws IOException, InterruptedException {
        var classPath = classPath(program);
        var known = flagsOfStart(program, classPath);
        if (!known.isEmpty() || !program.goesAllTheWay(arguments)) {
            return runHere(launch(program, classPath, known, arguments, environment, directory));
        }
        var cache = startCache(program);
        var run = runHere(launch(program, classPath, cache.flagsOfLearning(), arguments, environment, directory));
        if (cache.canBeMade()) {
            var maker = launch(program, classPath, cache.flagsOfMaking(), List.of(), environment, directory);
            var builder = new ProcessBuilder(cache.making(maker.command()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            Launch.change(builder.environment(), maker.environment());
            builder.start();
        } else {
            cache.discardNotes();
        }
        return run;
    }

    private Launch launch(
            Program program,
            String classPath,
            List<String> cacheFlags,
            List<String> arguments,
            Map<String, String> environment,
            Path directory) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(program));
        command.addAll(cacheFlags);
        command.add(program.mainClass());
        command.addAll(program.arguments());
        command.addAll(arguments);
        var all = new HashMap<>(environment);
        all.put("CLASSPATH", classPath);
        // The executors of a cluster must find a job; one that computes by itself nobody need
        if (environment.getOrDefault("SHOPLAKE_SPARK_MASTER", "local").startsWith("local")) {
            all.put("SPARK_LOCAL_IP", "127.0.0.1");
        }
        return new Launch(List.copyOf(command), all, directory);
    }

    /** How it uses what an earlier start has learned; nothing if none has, or of another build. */
    private List<String> flagsOfStart(Program program, String classPath) throws IOException {
        var cache = startCache(program);
        return program.kind() == Kind.SPARK && cache.isFresh(builtAt(classPath)) ? cache.flagsOfUse() : List.of();
    }

    private String classPath(Program program) throws IOException {
        if (!isBuilt(program)) {
            throw new StackException("%s is not there: module %s has no %s"
                    .formatted(program.command(), program.module(), program.mainClass()));
        }
        var libraries = Files.readString(target(program).resolve("classpath")).strip();
        return own(program) + ":" + libraries;
    }

    /** Its jar, as caches of starts tell of jars alone; its classes where nothing was packed. */
    private Path own(Program program) throws IOException {
        try (var jars = Files.newDirectoryStream(target(program), program.module() + "-*.jar")) {
            for (var jar : jars) {
                if (!Files.getLastModifiedTime(jar).toInstant().isBefore(builtAt(program))) {
                    return jar;
                }
            }
        }
        return classes(program);
    }

    /** When the newest part of a class path was written. */
    private static Instant builtAt(String classPath) throws IOException {
        var newest = Instant.EPOCH;
        for (var part : classPath.split(":", -1)) {
            var written = Files.getLastModifiedTime(Path.of(part)).toInstant();
            newest = written.isAfter(newest) ? written : newest;
        }
        return newest;
    }

    /** One for all programs of one main class: their class path and flags are the same. */
    private StartCache startCache(Program program) {
        return new StartCache(target(program).resolve(program.mainClass() + ".aot"));
    }

    /**
     * Runs a command on this terminal. It hears Ctrl-C itself, as it shares the terminal; this program then waits for it.
     */
    public Run runHere(Launch launch) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var builder = new ProcessBuilder(endingWithUs(launch.command()))
                .directory(launch.directory().toFile())
                .inheritIO();
        Launch.change(builder.environment(), launch.environment());
        var process = builder.start();
        var hook = Thread.ofPlatform().name("stop").unstarted(() -> endWith(process));
        Runtime.getRuntime().addShutdownHook(hook);
        int code = process.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already: this program is ending, too
        }
        return new Run(code, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** A hook does not run when this program is killed; the kernel then ends the other one, if it can be told to. */
    private static List<String> endingWithUs(List<String> command) {
        return Stream.concat(Stream.of(SETPRIV, "--pdeathsig", "TERM"), command.stream())
                .skip(Files.isExecutable(Path.of(SETPRIV)) ? 0 : 3)
                .toList();
    }

    private static void endWith(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the JVM of a program is told. */
    List<String> flags(Program program) {
        return switch (program.kind()) {
            case COMMAND, BROWSER -> both(COMMON, COMMAND);
            case SERVICE -> both(COMMON, SERVICE);
            case SPARK -> List.of("@" + root.resolve("stack/spark.flags"));
        };
    }

    private static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private Path mainClassFile(Program program) {
        return classes(program).resolve(program.mainClass().replace('.', '/') + ".class");
    }

    private Path classes(Program program) {
        return target(program).resolve("classes");
    }

    private Path target(Program program) {
        return root.resolve(program.module()).resolve("target");
    }
}
