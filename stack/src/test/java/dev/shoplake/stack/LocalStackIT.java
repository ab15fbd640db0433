package dev.shoplake.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

class LocalStackIT {
    @Test
    void serversKeepPortAndDataOverAKill() throws Exception {
        try (var stack = LocalStack.start("postgres", "redis")) {
            try (var redis = redis(stack.environment())) {
                redis.set("basket", "3 lamps");
            }
            runSql(stack.environment(), "CREATE TABLE basket AS SELECT 3 AS lamps");

            stack.kill("postgres");
            stack.kill("redis");
            assertThatThrownBy(() -> runSql(stack.environment(), "SELECT 1"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("refused");
            var before = stack.environment();
            stack.startAgain("postgres");
            stack.startAgain("redis");

            assertThat(stack.environment()).isEqualTo(before);
            runSql(stack.environment(), "INSERT INTO basket VALUES (4)");
        }
    }

    @Test
    void twoStacksRunSideBySide() throws Exception {
        try (var one = LocalStack.start("redis");
                var other = LocalStack.start("redis")) {
            try (var redis = redis(one.environment())) {
                redis.set("basket", "one");
            }
            try (var redis = redis(other.environment())) {
                assertThat(redis.get("basket")).isNull();
            }
            assertThat(one.environment())
                    .doesNotContainEntry(
                            "SHOPLAKE_REDIS_URI", other.environment().get("SHOPLAKE_REDIS_URI"));
        }
    }

    @Test
    void closingLeavesNeitherProcessNorFile() throws Exception {
        var stack = LocalStack.start("postgres");
        var home = stack.home();
        assertThat(commandLinesNaming(home)).isNotEmpty();

        stack.close();

        assertThat(commandLinesNaming(home)).isEmpty();
        assertThat(home).doesNotExist();
    }

    @Test
    void endsWhatAKilledTestRunLeftBehind() throws Exception {
        var root = Path.of("..").toAbsolutePath().normalize();
        long nobody = 99_999_999;
        var left = Path.of("target/servers-%d-left".formatted(nobody)).toAbsolutePath();
        var settings = StackSettings.from(Map.of("SHOPLAKE_ROOT", root.toString(), "SHOPLAKE_HOME", left.toString()));
        Stack.open(settings, Map.of(), (subject, message) -> {}).up(List.of("postgres"), List.of());
        assertThat(commandLinesNaming(left)).isNotEmpty();

        try (var next = LocalStack.start("redis")) {
            assertThat(commandLinesNaming(left)).isEmpty();
            assertThat(left).doesNotExist();
            assertThat(next.environment()).containsKey("SHOPLAKE_REDIS_URI");
        }
    }

    @Test
    void whatACommandRunsDiesWithItEvenIfItIsKilled() throws Exception {
        try (var stack = LocalStack.start("redis")) {
            var command =
                    stack.spawn("python", "mlflow", "-c", "import time; print('runs', flush=True); time.sleep(600)");
            var output = command.inputReader();
            assertThat(output.readLine()).isEqualTo("runs");
            var child = command.descendants().findFirst().orElseThrow();

            command.destroyForcibly();

            assertThat(child.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    private static List<String> commandLinesNaming(Path home) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(home.toString()))
                .toList();
    }

    private static Jedis redis(Map<String, String> environment) {
        var uri = java.net.URI.create(environment.get("SHOPLAKE_REDIS_URI"));
        return new Jedis(
                new HostAndPort(uri.getHost(), uri.getPort()),
                DefaultJedisClientConfig.builder()
                        .password(environment.get("SHOPLAKE_REDIS_PASSWORD"))
                        .build());
    }

    private static void runSql(Map<String, String> environment, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        environment.get("SHOPLAKE_POSTGRES_URL"),
                        environment.get("SHOPLAKE_POSTGRES_USER"),
                        environment.get("SHOPLAKE_POSTGRES_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
