package dev.shoplake.benchmarks.batch;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import dev.shoplake.stack.program.Program;
import dev.shoplake.stack.program.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Database, store and catalog of one measurement, in a folder of their own that goes with them. What programs say to database
 * and store passes through relays that count.
 */
final class MeasuredStack implements AutoCloseable {
    private static final List<String> SERVERS = List.of("postgres", "s3", "nessie");

    private final Programs programs;
    private final LocalStack stack;
    private final CountingRelay database;
    private final CountingRelay store;

    private MeasuredStack(Programs programs, LocalStack stack, CountingRelay database, CountingRelay store) {
        this.programs = programs;
        this.stack = stack;
        this.database = database;
        this.store = store;
    }

    /**
     * Starts the servers and makes the shop's tables.
     *
     * @param root folder of the project
     */
    static MeasuredStack start(Path root) throws IOException, InterruptedException {
        var stack = LocalStack.start(SERVERS.toArray(String[]::new));
        try {
            var settings = stack.environment();
            var measured = new MeasuredStack(
                    new Programs(root),
                    stack,
                    CountingRelay.to(databaseAddress(settings).getPort()),
                    CountingRelay.to(URI.create(setting(settings, "SHOPLAKE_S3_ENDPOINT"))
                            .getPort()));
            measured.run(Program.SHOP, "migrate");
            return measured;
        } catch (IOException | InterruptedException | RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** The shop's database, past the relay. */
    PostgresSettings shop() {
        return PostgresSettings.read(SettingsReader.of(stack.environment()));
    }

    /** Runs {@code etl run} and measures it. */
    Cost etlRun(String... options) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        double processor = ProcessorTime.ofEndedChildren();
        double servers = serverSeconds();
        long fromDatabase = database.received();
        long fromStore = store.received();
        long toStore = store.sent();
        long begin = System.nanoTime();
        var lines = run(launch(Program.ETL, arguments));
        return new Cost(
                (System.nanoTime() - begin) / 1e9,
                ProcessorTime.ofEndedChildren() - processor,
                serverSeconds() - servers,
                database.received() - fromDatabase,
                store.received() - fromStore,
                store.sent() - toStore,
                StageLines.seconds(lines));
    }

    /** Runs another main class with the libraries and settings of the batch, and returns what it wrote. */
    List<String> runBesideEtl(String mainClass, Path classes, String... arguments)
            throws IOException, InterruptedException {
        var etl = launch(Program.ETL, List.of());
        var command = new ArrayList<>(etl.command().subList(0, etl.command().size() - 1));
        command.add(mainClass);
        command.addAll(List.of(arguments));
        var environment = new HashMap<>(etl.environment());
        environment.merge("CLASSPATH", classes.toString(), (libraries, own) -> libraries + ":" + own);
        return run(new Launch(command, environment, etl.directory()));
    }

    private void run(Program program, String... arguments) throws IOException, InterruptedException {
        run(launch(program, List.of(arguments)));
    }

    private Launch launch(Program program, List<String> arguments) throws IOException {
        return programs.launch(program, arguments, settings(), stack.home());
    }

    /** Runs a program to its end, showing what it writes. */
    private static List<String> run(Launch launch) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(launch.command())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true);
        // Settings of whoever began the benchmark are of another stack
        builder.environment().keySet().removeIf(key -> key.startsWith("SHOPLAKE_"));
        Launch.change(builder.environment(), launch.environment());
        var process = builder.start();
        try (var output = process.inputReader()) {
            var lines = output.lines().peek(System.out::println).toList();
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("exit code %d of %s".formatted(code, launch.command()));
            }
            return lines;
        } finally {
            process.destroy();
        }
    }

    private Map<String, String> settings() {
        var settings = new TreeMap<>(stack.environment());
        settings.computeIfPresent("SHOPLAKE_POSTGRES_URL", (key, url) -> through(database, url));
        settings.computeIfPresent("SHOPLAKE_S3_ENDPOINT", (key, url) -> through(store, url));
        return settings;
    }

    private static String through(CountingRelay relay, String address) {
        return address.replaceFirst("//[^/]+", "//127.0.0.1:" + relay.port());
    }

    private static URI databaseAddress(Map<String, String> settings) {
        return URI.create(setting(settings, "SHOPLAKE_POSTGRES_URL").replaceFirst("^jdbc:", ""));
    }

    private static String setting(Map<String, String> settings, String key) {
        var value = settings.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " is not among the settings of the servers");
        }
        return value;
    }

    private double serverSeconds() {
        var home = new StackHome(stack.home());
        return SERVERS.stream()
                .flatMap(server -> BackgroundProcess.read(home.identity(server)).stream())
                .mapToDouble(process -> ProcessorTime.of(process.pid()))
                .sum();
    }

    @Override
    public void close() throws IOException {
        database.close();
        store.close();
        stack.close();
    }
}
