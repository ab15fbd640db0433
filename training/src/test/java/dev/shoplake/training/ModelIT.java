package dev.shoplake.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import dev.shoplake.training.push.ModelPublisher;
import dev.shoplake.training.push.PushedModels;
import dev.shoplake.training.register.ModelRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.RedisClient;

/** Going live and back on real servers, with models as a training leaves them. One story: each test takes up the last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ModelIT {
    private static final ModelParameters PARAMETERS =
            new ModelParameters(2, 1, 0.3, Duration.ofDays(90), 8, InteractionWeights.DEFAULT, 0.6);

    private static LocalStack stack;
    private static Map<String, String> environment;
    private static RedisClient redis;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeAll
    static void start() {
        stack = LocalStack.start("redis", "mlflow");
        environment = stack.environment();
        redis = RedisConnection.open(ModelSettings.from(environment).redis());
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    @Order(1)
    void saysSoWhenNothingHasBeenTrained() {
        assertThat(model("list").out()).contains("There is no model yet");
        assertThat(model("rollback"))
                .isEqualTo(new Outcome(1, "", "model: there is no earlier model in Redis to go back to\n"));
    }

    @Test
    @Order(2)
    void listsWhatIsLiveAndWhatCouldBe() {
        trained(1);
        trained(2);
        register(3); // lost against popularity: registered, never pushed
        model("promote", "2");

        assertThat(rows(model("list")))
                .containsExactly(List.of("3", "none"), List.of("2", "champion", "live"), List.of("1", "ready"));
    }

    @Test
    @Order(3)
    void goesBackOneModelInRegistryAndRedisAtOnce() {
        var outcome = model("rollback");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).startsWith("Version 1 is live (v1-");
        assertThat(rows(model("list")))
                .containsExactly(List.of("3", "none"), List.of("2", "ready"), List.of("1", "champion", "live"));
        var live = Objects.requireNonNull(redis.get(RedisKeys.CURRENT_MODEL));
        assertThat(redis.exists(RedisKeys.recommendations("u1", live))).isTrue();
        assertThat(model("rollback").err()).contains("there is no earlier model in Redis to go back to");
    }

    @Test
    @Order(4)
    void leavesWhatIsLiveWhenAVersionCannotBe() {
        assertThat(model("promote", "3"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "model: version 3 cannot go live: its lists are not in Redis, which has those of [2, 1];"
                                + " ./shoplake train makes new ones\n"));
        assertThat(model("promote", "9").err())
                .isEqualTo("model: MLflow has no version 9: see ./shoplake model list\n");
        assertThat(model("promote", "two").exitCode()).isEqualTo(2);

        var nowhere = new HashMap<>(environment);
        nowhere.put("SHOPLAKE_MLFLOW_URI", "http://127.0.0.1:1");
        assertThat(run(nowhere, "promote", "2").err()).contains("MLflow at http://127.0.0.1:1 does not answer");

        assertThat(rows(model("list"))).contains(List.of("1", "champion", "live"));
    }

    @Test
    @Order(5)
    void aModelWhoseListsHaveExpiredIsNoWayBack() {
        model("promote", "2");
        redis.del(RedisKeys.model(redis.zrange(RedisKeys.MODELS, 0, 0).getFirst()));

        assertThat(rows(model("list"))).contains(List.of("1", "none"));
        assertThat(model("rollback").exitCode()).isEqualTo(1);
        assertThat(rows(model("list"))).contains(List.of("2", "champion", "live"));
    }

    /** As a training leaves a model that won: registered, its lists pushed. */
    private static void trained(int number) {
        var name = PushedModels.name(number, register(number));
        var items = new ItemFactors(List.of("p1", "p2"), 2, new float[] {1, 0, 0, 1});
        new ModelPublisher(redis, Clock.fixed(Instant.ofEpochSecond(number), ZoneOffset.UTC))
                .write(new Model(name, PARAMETERS, items), Map.of("u1", List.of()), Set.of("p1", "p2"), List.of(), 2);
    }

    private static String register(int number) {
        try (var registry =
                new ModelRegistry(URI.create(environment.getOrDefault("SHOPLAKE_MLFLOW_URI", "")), Clock.systemUTC())) {
            var run = registry.start("train", Map.of());
            assertThat(registry.register(run, Map.of())).isEqualTo(number);
            registry.finish(run);
            return run.id();
        }
    }

    /** The words of each version's line, without the time. */
    private static List<List<String>> rows(Outcome outcome) {
        return outcome.out()
                .lines()
                .skip(1)
                .map(line ->
                        List.of(line.strip().replaceFirst(" +\\S+T\\S+Z", "").split(" +")))
                .toList();
    }

    private static Outcome model(String... arguments) {
        return run(environment, arguments);
    }

    private static Outcome run(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = ModelMain.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
