package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands one after the other in a process of its own, with a Spark of its own: to start one for each takes longer than a run. */
final class EtlProcess implements AutoCloseable {
    private static final String ENDED = "ended with ";

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader output;

    private EtlProcess(Process process) {
        this.process = process;
        this.commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process, its Spark as quick with few rows as that of the tests.
     *
     * @param environment settings of all its commands
     */
    static EtlProcess start(Map<String, String> environment) throws IOException {
        return new EtlProcess(builder(environment, EtlProcess.class, List.of())
                .redirectErrorStream(true)
                .start());
    }

    /** How to start a main of this class path. */
    static ProcessBuilder builder(Map<String, String> environment, Class<?> main, List<String> arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("..", "stack", "spark.flags"),
                "-XX:TieredStopAtLevel=1"));
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith("spark.sql."))
                .forEach(key -> command.add("-D%s=%s".formatted(key, System.getProperty(key))));
        command.add(main.getName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder;
    }

    /** Runs a command, which must succeed, and returns what it wrote. */
    String etl(String command) throws IOException {
        commands.println(command);
        var written = new StringBuilder();
        var line = output.readLine();
        while (line != null && !line.startsWith(ENDED)) {
            written.append(line).append('\n');
            line = output.readLine();
        }
        assertThat(line).describedAs("etl %s: %s", command, written).isEqualTo(ENDED + 0);
        return written.toString();
    }

    public static void main(String[] args) throws IOException {
        var settings = new HashMap<>(System.getenv());
        try (var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var command = commands.readLine();
            while (command != null) {
                System.out.println(ENDED + EtlMain.run(settings, command.split(" ")));
                command = commands.readLine();
            }
        }
        System.exit(0);
    }

    @Override
    public void close() throws InterruptedException {
        commands.close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
