package dev.shoplake.recommender;

import static dev.shoplake.recommender.TestingShop.product;
import static dev.shoplake.recommender.TestingShop.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.Ranker;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.recommender.serve.OpenApi;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** The process, and the Redis that the contract describes. */
class RecommenderIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static LocalStack stack;
    private static Map<String, String> environment;
    private static RedisClient redis;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        stack = LocalStack.start("redis", "kafka");
        environment = new HashMap<>(stack.environment());
        environment.put("SHOPLAKE_RECOMMENDER_RELOAD_INTERVAL", "PT0.1S");
        environment.put("SHOPLAKE_RECOMMENDER_CATALOGUE_INTERVAL", "PT0.1S");
        redis = RedisConnection.open(RecommenderSettings.from(environment).redis());
        TestingTopics.create(environment);
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @BeforeEach
    void fillRedis() {
        redis.flushAll();
        TestingShop.entries().forEach((id, entry) -> redis.hset(RedisKeys.CATALOGUE, id, entry.toJson()));
    }

    @Test
    void anActiveUsersListIsRewrittenAsTheModelRanks() throws Exception {
        var model = publish(TestingShop.model("m1", 1));
        var history = List.of(view(product(5)), view(product(8)));
        act("ann", history);

        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);
            await("list of ann").atMost(LIMIT).until(() -> hasList("ann", "m1") && !isMarked("ann"));

            var expected = new Ranker(model, product -> !product.equals("post")).rank(List.of(history), 50);
            assertThat(list("ann", "m1").items())
                    .isEqualTo(expected.getFirst().stream()
                            .map(scored ->
                                    new RecommendationList.Item(scored.productId(), scored.score(), scored.source()))
                            .toList());
            assertThat(redis.ttl(RedisKeys.recommendations("ann", "m1")))
                    .isBetween(1L, RedisKeys.MODEL_TTL.toSeconds());

            var answer = json(recommender, "/v1/users/ann/recommendations?limit=50");
            assertThat(answer.findValuesAsText("product_id"))
                    .isEqualTo(list("ann", "m1").items().stream()
                            .map(RecommendationList.Item::productId)
                            .toList());
            assertThat(answer.path("model_version").asText()).isEqualTo("m1");

            act("ann", List.of(view(product(70)), history.get(0), history.get(1)));
            await("changed list")
                    .atMost(LIMIT)
                    .until(() -> !json(recommender, "/v1/users/ann/recommendations?limit=50")
                            .findValuesAsText("product_id")
                            .equals(answer.findValuesAsText("product_id")));
            assertThat(recommender.get("/metrics").body()).contains("shoplake_refresh_latency_seconds_count 2");
            assertThat(recommender.stop()).isEqualTo(143);
        }
    }

    @Test
    void everyoneIsAnsweredAndNeverEmpty() throws Exception {
        publish(TestingShop.model("m1", 1));
        redis.zadd(RedisKeys.TRENDING, Map.of(product(3), 5.0, product(4), 6.0));
        redis.zadd(RedisKeys.trendingInCategory("garden"), Map.of(product(3), 5.0));
        redis.lpush(RedisKeys.activity("guest"), view(product(1)).toText(), "page_view|broken");
        var api = OpenApi.read();

        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);

            for (var path : List.of(
                    "/v1/users/nobody/recommendations",
                    "/v1/users/guest/recommendations?limit=50",
                    "/v1/products/p001/similar",
                    "/v1/products/nothing/similar",
                    "/v1/trending",
                    "/v1/trending?category=garden",
                    "/v1/trending?category=nothing")) {
                var response = recommender.get(path);
                assertThat(response.statusCode()).as(path).isEqualTo(200);
                api.assertConforms(response.body(), "Recommendations");
                assertThat(json(recommender, path).path("items")).as(path).isNotEmpty();
            }
            assertThat(json(recommender, "/v1/users/nobody/recommendations?limit=2")
                            .findValuesAsText("source"))
                    .containsOnly("trending");
            assertThat(json(recommender, "/v1/users/guest/recommendations").findValuesAsText("source"))
                    .containsOnly("session");
            assertThat(json(recommender, "/v1/trending?category=garden&limit=2").findValuesAsText("product_id"))
                    .containsExactly(product(3), product(4));
            assertThat(recommender.get("/v1/trending?limit=0").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void withoutAModelUsersStayMarkedAndAnswersComeFromTrending() throws Exception {
        act("ann", List.of(view(product(5))));
        redis.zadd(RedisKeys.TRENDING, 5, product(3));

        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);

            assertThat(recommender.get("/ready").body()).contains("model ready: no model yet");
            assertThat(json(recommender, "/v1/users/ann/recommendations?limit=1")
                            .findValuesAsText("product_id"))
                    .containsExactly(product(3));
            assertThat(isMarked("ann")).isTrue();

            publish(TestingShop.model("m1", 1));
            await("list under the first model").atMost(LIMIT).until(() -> hasList("ann", "m1"));
        }
    }

    @Test
    void aModelThatGoesLiveIsServedAndRanksRecentlyActiveUsersAgain() throws Exception {
        publish(TestingShop.model("m1", 1));
        var history = List.of(view(product(5)));
        act("ann", history);

        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);
            await("list under m1").atMost(LIMIT).until(() -> hasList("ann", "m1") && !isMarked("ann"));

            var next = publish(TestingShop.model("m2", 2));

            await("list under m2").atMost(LIMIT).until(() -> hasList("ann", "m2"));
            assertThat(list("ann", "m2").items().getFirst().productId())
                    .isEqualTo(new Ranker(next, product -> !product.equals("post"))
                            .rank(List.of(history), 1)
                            .getFirst()
                            .getFirst()
                            .productId());
            assertThat(json(recommender, "/v1/users/ann/recommendations")
                            .path("model_version")
                            .asText())
                    .isEqualTo("m2");
        }
    }

    @Test
    void killedInTheMiddleItLosesNoUser() throws Exception {
        publish(TestingShop.model("m1", 1));
        var users = IntStream.range(0, 5_000).mapToObj(i -> "user" + i).toList();
        for (var user : users) {
            act(user, List.of(view(product(user.hashCode() & 63))));
        }
        environment.put("SHOPLAKE_RECOMMENDER_BATCH_USERS", "4");

        try (var first = RecommenderProcess.start(environment, state)) {
            while (redis.zcard(RedisKeys.ACTIVE_USERS) > 4_900) {
                LockSupport.parkNanos(100_000);
                assertThat(first.isAlive()).isTrue();
            }
            first.kill();
        } finally {
            environment.remove("SHOPLAKE_RECOMMENDER_BATCH_USERS");
        }
        long left = redis.zcard(RedisKeys.ACTIVE_USERS);
        System.out.printf("killed with %,d of %,d users to refresh%n", left, users.size());
        assertThat(left).isBetween(1L, 4_900L);
        assertThat(users).allMatch(user -> isMarked(user) || hasList(user, "m1"));

        try (var second = RecommenderProcess.start(environment, state)) {
            await("no user marked").atMost(LIMIT).until(() -> redis.zcard(RedisKeys.ACTIVE_USERS) == 0);
            assertThat(users).allMatch(user -> hasList(user, "m1"));
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void aClickIsInTheListWithinASecond() throws Exception {
        publish(TestingShop.model("m1", 1));
        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);
            var waits = new double[200];
            for (int i = 0; i < waits.length; i++) {
                var user = "clicker" + i;
                long start = System.nanoTime();
                act(user, List.of(view(product(i % 90))));
                while (!hasList(user, "m1")) {
                    LockSupport.parkNanos(200_000);
                }
                waits[i] = (System.nanoTime() - start) / 1e6;
            }
            java.util.Arrays.sort(waits);
            System.out.printf(
                    "mark to list over %d users: p50 %.1f ms, p99 %.1f ms, worst %.1f ms%n",
                    waits.length, waits[100], waits[197], waits[199]);
            assertThat(waits[197]).as("p99 in ms").isLessThan(1_000);
        }
    }

    @Test
    void whileRedisIsAwayAnswersComeFromMemoryAndWorkResumes() throws Exception {
        publish(TestingShop.model("m1", 1));
        redis.zadd(RedisKeys.TRENDING, 5, product(3));
        act("ann", List.of(view(product(5))));
        try (var recommender = RecommenderProcess.start(environment, state)) {
            awaitReady(recommender);
            await("list").atMost(LIMIT).until(() -> hasList("ann", "m1"));

            stack.kill("redis");
            try {
                await("redis not ready")
                        .atMost(LIMIT)
                        .until(() -> recommender.get("/ready").body().contains("redis not ready"));
                assertThat(recommender.isReady()).isFalse();
                assertThat(recommender.get("/health").statusCode()).isEqualTo(200);
                var answer = json(recommender, "/v1/users/ann/recommendations?limit=2");
                assertThat(answer.findValuesAsText("source")).containsExactly("trending", "catalogue");
            } finally {
                stack.startAgain("redis");
                await("redis")
                        .atMost(LIMIT)
                        .ignoreExceptions()
                        .until(() -> redis.ping().equals("PONG"));
            }
            await("ready again").atMost(LIMIT).until(recommender::isReady);
            act("bob", List.of(view(product(6))));
            await("list after the break").atMost(LIMIT).until(() -> hasList("bob", "m1"));
            await("personal again")
                    .atMost(LIMIT)
                    .until(() -> json(recommender, "/v1/users/ann/recommendations?limit=2")
                            .findValuesAsText("source")
                            .equals(List.of("als", "als")));
        }
    }

    private static Model publish(Model model) {
        redis.hset(
                RedisKeys.model(model.version()),
                Model.PARAMETERS_FIELD,
                model.parameters().toJson());
        redis.hset(
                RedisKeys.model(model.version()).getBytes(StandardCharsets.UTF_8),
                Model.FACTORS_FIELD.getBytes(StandardCharsets.UTF_8),
                model.items().toBytes());
        redis.set(RedisKeys.CURRENT_MODEL, model.version());
        return model;
    }

    /** As the consumer does: what the user did, then the mark. */
    private static void act(String user, List<ActivityEntry> newestFirst) {
        redis.del(RedisKeys.activity(user));
        redis.rpush(
                RedisKeys.activity(user),
                newestFirst.stream().map(ActivityEntry::toText).toArray(String[]::new));
        redis.zadd(RedisKeys.ACTIVE_USERS, (double) System.currentTimeMillis(), user);
    }

    private static boolean isMarked(String user) {
        return redis.zscore(RedisKeys.ACTIVE_USERS, user) != null;
    }

    private static boolean hasList(String user, String version) {
        return redis.exists(RedisKeys.recommendations(user, version));
    }

    private static RecommendationList list(String user, String version) {
        return RecommendationList.ofJson(
                requireNonNull(redis.get(RedisKeys.recommendations(user, version)), "no list of " + user));
    }

    private static JsonNode json(RecommenderProcess recommender, String path) throws Exception {
        return JsonMapper.builder().build().readTree(recommender.get(path).body());
    }

    private static void awaitReady(RecommenderProcess recommender) {
        await("ready").atMost(LIMIT).until(recommender::isReady);
    }
}
