package dev.shoplake.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.stack.command.ShoplakeCommand;
import dev.shoplake.stack.home.PropertiesFile;
import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.server.Http;
import dev.shoplake.stack.server.ServerState;
import dev.shoplake.stack.server.ServerState.Health;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StackIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final ConcurrentLinkedQueue<String> progress = new ConcurrentLinkedQueue<>();
    private StackHome home = new StackHome(Path.of(""));

    @BeforeEach
    void makeHome() throws Exception {
        home = new StackHome(Files.createTempDirectory(
                Path.of("target").toAbsolutePath(),
                "servers-" + ProcessHandle.current().pid() + "-"));
    }

    @AfterEach
    void endWhatRuns() throws Exception {
        stack().reset();
    }

    @Test
    void tellsTheStateOfEveryServer() throws Exception {
        stack().up(List.of("redis", "postgres"), List.of());
        kill("postgres");

        var states = stack().states();

        assertThat(states)
                .filteredOn(state -> state.health() == Health.HEALTHY)
                .extracting(ServerState::server)
                .containsExactly("redis");
        assertThat(states)
                .filteredOn(state -> state.health() == Health.DIED)
                .extracting(ServerState::server)
                .containsExactly("postgres");
        assertThat(states)
                .filteredOn(state -> state.health() == Health.STOPPED)
                .hasSize(stack().names().size() - 2);
    }

    @Test
    void secondUpTakesUpWhatRunsAndRestartsWhatDied() throws Exception {
        stack().up(List.of("redis", "postgres"), List.of());
        long redis = pid("redis");
        long postgres = pid("postgres");
        kill("postgres");

        stack().up(List.of(), List.of());

        assertThat(pid("redis")).isEqualTo(redis);
        assertThat(pid("postgres")).isNotEqualTo(postgres);
        stack().down(List.of());
        assertThat(stack().states()).extracting(ServerState::health).containsOnly(Health.STOPPED);
    }

    @Test
    void namesServerAndPortThatSomebodyElseHasTaken() throws Exception {
        stack().up(List.of("redis"), List.of());
        int port = Integer.parseInt(PropertiesFile.read(home.properties()).getOrDefault("redis.port", ""));
        stack().down(List.of());

        try (var intruder = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(intruder.isBound()).isTrue();
            assertThatThrownBy(() -> stack().up(List.of("redis"), List.of()))
                    .isInstanceOf(StackException.class)
                    .hasMessageStartingWith("redis: port %d is taken by another process".formatted(port));
        }
    }

    @Test
    void showsTheEndOfTheLogOfAServerThatDiesAtItsStart() throws Exception {
        stack().up(List.of("postgres"), List.of());
        stack().down(List.of());
        Files.writeString(home.data("postgres").resolve("PG_VERSION"), "9.6\n");

        assertThatThrownBy(() -> stack().up(List.of("postgres", "redis"), List.of()))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("postgres: died at its start. The end of " + home.log("postgres"))
                .hasMessageContaining("database files are incompatible with server");
        assertThat(progress).anyMatch(line -> line.startsWith("redis: healthy"));
    }

    @Test
    void upThatIsKilledHalfWayIsTakenUpByTheNext() throws Exception {
        var first = startUp("kafka", "redis");
        while (BackgroundProcess.read(home.identity("kafka")).isEmpty()) {
            assertThat(first.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        first.destroyForcibly().waitFor();
        long kafka = pid("kafka");

        stack().up(List.of("kafka", "redis"), List.of());

        assertThat(pid("kafka")).isEqualTo(kafka);
        assertThat(stack().states())
                .filteredOn(state -> state.health() == Health.HEALTHY)
                .hasSize(2);
    }

    @Test
    void initialisationThatIsKilledHalfWayIsDoneAgain() throws Exception {
        home.create();
        Files.createDirectories(home.directory().resolve("data/postgres.partial/base"));
        Files.writeString(home.directory().resolve("data/postgres.partial/PG_VERSION"), "18");

        stack().up(List.of("postgres"), List.of());

        assertThat(stack().states())
                .filteredOn(state -> state.health() == Health.HEALTHY)
                .extracting(ServerState::server)
                .containsExactly("postgres");
    }

    @Test
    void twoUpsAtOnceStartEachServerOnce() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var ups = List.of(startUp("redis"), startUp("redis"));
            var codes = executor.invokeAll(
                    ups.stream().map(up -> (Callable<Integer>) up::waitFor).toList());
            for (var code : codes) {
                assertThat(code.get()).isZero();
            }
        }
        assertThat(Files.readAllLines(home.log("redis")))
                .filteredOn(line -> line.contains("Redis is starting"))
                .hasSize(1);
    }

    @Test
    void noSecretIsInAnyCommandLine() throws Exception {
        stack().up(List.of("kafka", "redis", "postgres", "s3"), List.of());

        var secrets = PropertiesFile.read(home.properties()).entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(".password"))
                .map(Map.Entry::getValue)
                .toList();

        assertThat(secrets).hasSizeGreaterThanOrEqualTo(4);
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .toList())
                .noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    @Test
    void strangersSeeNothingInTheStore() throws Exception {
        stack().up(List.of("s3"), List.of());
        var bucket = stack().environment().get("SHOPLAKE_S3_ENDPOINT") + "/shoplake";

        assertThatThrownBy(() -> Http.get(bucket))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(bucket + " answers 403");
        assertThatThrownBy(() -> Http.get(bucket + "/stack/check"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answers 403");
    }

    @Test
    void sqlAnswersFromTheLake() throws Exception {
        stack().up(List.of("trino"), List.of());

        assertThat(run("sql", "CREATE SCHEMA shop").errors()).isEmpty();
        assertThat(run(
                                "sql",
                                "CREATE TABLE shop.sales AS SELECT * FROM (VALUES (1, 'lamp, red', DATE '2011-01-31', 12.50), (20, NULL, NULL, 3.25)) AS t (id, name, day, price);")
                        .errors())
                .isEmpty();

        assertThat(run("sql", "CREATE CATALOG other USING iceberg").errors()).contains("Catalog store is read only");

        assertThat(run("sql", "SELECT * FROM shop.sales ORDER BY id").output()).isEqualTo("""
                id  name       day         price
                --  ---------  ----------  -----
                 1  lamp, red  2011-01-31  12.50
                20  NULL       NULL         3.25
                (2 rows)
                """);
        assertThat(run("sql", "--format=csv", "SELECT * FROM shop.sales ORDER BY id")
                        .output())
                .isEqualTo("id,name,day,price\n1,\"lamp, red\",2011-01-31,12.50\n20,,,3.25\n");
        assertThat(run("sql", "--format=json", "SELECT * FROM shop.sales ORDER BY id")
                        .output())
                .isEqualTo("""
                [
                {"id":1,"name":"lamp, red","day":"2011-01-31","price":12.50},
                {"id":20,"name":null,"day":null,"price":3.25}
                ]
                """);
        var wrong = run("sql", "SELECT prise FROM shop.sales");
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.errors()).contains("Column 'prise' cannot be resolved");
    }

    @Test
    void mlflowAnswers() throws Exception {
        stack().up(List.of("mlflow"), List.of());

        assertThat(stack().environment().get("SHOPLAKE_MLFLOW_URI")).startsWith("http://127.0.0.1:");
        assertThat(stack().states())
                .filteredOn(state -> state.health() == Health.HEALTHY)
                .extracting(ServerState::server)
                .containsExactly("mlflow");
    }

    private record Answer(int code, String output, String errors) {}

    private Answer run(String... arguments) {
        var output = new ByteArrayOutputStream();
        var errors = new StringWriter();
        int code = ShoplakeCommand.over(settings(), stack(), new PrintStream(output, true, UTF_8))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        return new Answer(code, output.toString(UTF_8), errors.toString());
    }

    private Process startUp(String... servers) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "dev.shoplake.stack.StackMain",
                "up"));
        command.addAll(List.of(servers));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("SHOPLAKE_ROOT", ROOT.toString());
        builder.environment().put("SHOPLAKE_HOME", home.directory().toString());
        return builder.start();
    }

    private Stack stack() {
        return Stack.open(settings(), Map.of(), (subject, message) -> progress.add(subject + ": " + message));
    }

    private StackSettings settings() {
        return StackSettings.from(Map.of(
                "SHOPLAKE_ROOT",
                ROOT.toString(),
                "SHOPLAKE_HOME",
                home.directory().toString()));
    }

    private long pid(String server) {
        return BackgroundProcess.read(home.identity(server)).orElseThrow().pid();
    }

    private void kill(String server) {
        BackgroundProcess.read(home.identity(server)).orElseThrow().kill();
    }
}
