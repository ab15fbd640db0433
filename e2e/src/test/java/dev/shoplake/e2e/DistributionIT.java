package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.shoplake.stack.program.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images are made of: the programs in one folder, and the script that runs them there. */
class DistributionIT {
    @TempDir
    private static Path folder = Path.of("");

    private static Path script = Path.of("");

    private record Ended(int exitCode, String output) {}

    @BeforeAll
    static void distribute() throws Exception {
        var opt = folder.resolve("opt");
        var made = run(
                Map.of("SHOPLAKE_AS_BUILT", "1"),
                Repository.root().resolve("shoplake"),
                "distribution",
                opt.toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        script = Files.copy(Repository.root().resolve("container/shoplake"), opt.resolve("shoplake"));
    }

    @Test
    void theScriptKnowsExactlyTheProgramsOfTheStack() throws Exception {
        var help = run(Map.of(), script, "--help").output();

        var programs = help.split("Of the container:", 2)[0]
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(String::strip);
        assertThat(programs)
                .containsExactlyInAnyOrder(
                        Arrays.stream(Program.values()).map(Program::command).toArray(String[]::new));
    }

    @Test
    void programsRunFromTheFolderAlone() throws Exception {
        assertThat(run(Map.of(), script, "shop", "--help").output()).contains("Usage: shop", "migrate");
        assertThat(run(Map.of(), script, "etl", "--help").output()).contains("Usage: etl", "publish");
        assertThat(run(Map.of(), script, "../etl"))
                .isEqualTo(new Ended(2, "shoplake: there is no program '../etl': see shoplake --help\n"));
    }

    @Test
    void settingsComeFromAFileAndTheEnvironmentGoesBefore() throws Exception {
        var file = Files.writeString(folder.resolve("settings"), """
                SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS=kafka:9092
                SHOPLAKE_COLLECTOR_PORT=many
                PATH=/nowhere
                SHOPLAKE_COLLECTOR_HOST=`id`
                """);

        var ended = run(
                Map.of("SHOPLAKE_SETTINGS_FILE", file.toString(), "SHOPLAKE_COLLECTOR_PORT", "none"),
                script,
                "collector");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("SHOPLAKE_COLLECTOR_API_KEY is missing", "SHOPLAKE_COLLECTOR_PORT is 'none'")
                .doesNotContain("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "many");
    }

    @Test
    void settingsOfAContainerMakeSuchAFile() throws Exception {
        var printed = run(
                Map.of("SHOPLAKE_B", "a=b c", "SHOPLAKE_A", "1", "SHOPLAKE_SETTINGS_FILE", "x", "OTHER", "2"),
                script,
                "settings");

        assertThat(printed.output())
                .contains("SHOPLAKE_A=1\n", "SHOPLAKE_B=a=b c\n")
                .doesNotContain("OTHER", "FILE");
    }

    @Test
    void healthIsAskedByTheShellAlone() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(server, "/ready", 200);
        answer(server, "/away", 503);
        server.start();
        var port = Integer.toString(server.getAddress().getPort());

        assertThat(run(Map.of(), script, "healthy", port).exitCode()).isZero();
        assertThat(run(Map.of(), script, "healthy", port, "/away").exitCode()).isEqualTo(1);
        server.stop(0);
        assertThat(run(Map.of(), script, "healthy", port).exitCode()).isEqualTo(1);
    }

    private static void answer(HttpServer server, String path, int status) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    private static Ended run(Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var java = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().merge("PATH", "", (path, nothing) -> java + ":" + path);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
