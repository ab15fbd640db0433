package dev.shoplake.training;

import static dev.shoplake.contracts.event.EventType.ADD_TO_CART;
import static dev.shoplake.contracts.event.EventType.COMMENT;
import static dev.shoplake.contracts.event.EventType.PAGE_VIEW;
import static dev.shoplake.contracts.event.EventType.PURCHASE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.contracts.ranking.Ranker;
import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import dev.shoplake.training.dataset.CatalogCommit;
import dev.shoplake.training.dataset.Interactions;
import dev.shoplake.training.dataset.LakeReader;
import dev.shoplake.training.dataset.SparkSessions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.RedisClient;

/** The command on real servers. The tests are one story: each takes up what the one before has left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainIT {
    private static final Instant LATE = Instant.parse("2011-10-20T08:00:00Z");

    private static LocalStack stack;
    private static Map<String, String> environment;
    private static RedisClient redis;

    private record Outcome(int exitCode, String out, String err) {}

    @BeforeAll
    static void fillTheLake() throws Exception {
        stack = LocalStack.start("s3", "nessie", "redis", "mlflow");
        environment = new HashMap<>(stack.environment());
        environment.put("SHOPLAKE_SPARK_MASTER", "local[2]");
        environment.put("SHOPLAKE_SHOP_TIMEZONE", "Europe/London");
        environment.put("SHOPLAKE_CODE_VERSION", "0123abc");
        environment.put("SHOPLAKE_TRAINING_RANK", "8");
        var settings = TrainingSettings.from(environment);
        redis = RedisConnection.open(settings.redis());

        var shop = new TestingShop();
        shop.order("service-only", "posted", "completed", TestingShop.OPENING, "POST");
        // Neither a history nor a list comes of it
        shop.order("erased", "erased-0123456789abcdef0123456789abcdef", "completed", TestingShop.OPENING, "t1");
        shop.order("guest", null, "completed", TestingShop.OPENING, "t1");
        shop.order("void", "tester", "cancelled", TestingShop.OPENING, "t1");
        shop.order("returned", "tester", "returned", TestingShop.OPENING, "t2");
        shop.order("odd", "tester", "completed", TestingShop.OPENING);
        shop.line("odd", 1, TestingShop.OPENING, "t3", 7, "2.5000");
        shop.line("odd", 2, TestingShop.OPENING, "t4", -1, "2.5000");
        shop.line("odd", 3, TestingShop.OPENING, "t5", 1, "0.0000");
        shop.event(new Event.PageView(TestingShop.common("e1", LATE, "tester"), "c6", null, null), null);
        shop.event(
                new Event.AddToCart(TestingShop.common("e2", LATE.plusSeconds(1), "tester"), "c7", 3, null, null, null),
                null);
        shop.event(new Event.Comment(TestingShop.common("e3", LATE.plusSeconds(2), "tester"), "c8", 4, "fine"), null);
        shop.event(purchase("e4", 3, "odd", "t3"), "odd");
        shop.event(purchase("e5", 4, "void", "t1"), "void");
        shop.event(purchase("e6", 5, "not in the lake yet", "c9"), "not in the lake yet");
        shop.event(new Event.PageView(TestingShop.common("e7", LATE, "visitor"), null, null, null), null);
        shop.write(new TestingLake(settings.lake()));
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    @Order(1)
    void readsEachPurchaseOnceAndOrdersByTheShopsClock() {
        var history = readLake().histories().getOrDefault("tester", List.of());

        assertThat(history)
                .containsExactly(
                        // ten o'clock of a London summer
                        new ActivityEntry(PURCHASE, Instant.parse("2011-07-01T09:00:00Z"), 7, "t3"),
                        new ActivityEntry(PAGE_VIEW, LATE, 1, "c6"),
                        new ActivityEntry(ADD_TO_CART, LATE.plusSeconds(1), 3, "c7"),
                        new ActivityEntry(COMMENT, LATE.plusSeconds(2), 4, "c8"),
                        new ActivityEntry(PURCHASE, LATE.plusSeconds(5), 2, "c9"));
    }

    @Test
    @Order(2)
    void changesNothingWhenMlflowIsAway() {
        var nowhere = new HashMap<>(environment);
        nowhere.put("SHOPLAKE_MLFLOW_URI", "http://127.0.0.1:1");

        var outcome = train(nowhere);

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("MLflow at http://127.0.0.1:1 does not answer");
        assertThat(redis.exists(RedisKeys.CURRENT_MODEL)).isFalse();
        assertThat(redis.zcard(RedisKeys.MODELS)).isZero();
    }

    @Test
    @Order(3)
    void measuresWithoutPublishing() throws Exception {
        var outcome = train(environment, "--evaluate", "next_basket");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("model", "popularity", "NDCG@10");
        assertThat(redis.exists(RedisKeys.CURRENT_MODEL)).isFalse();
        assertThat(mlflow("registered-models/search").path("registered_models")).isEmpty();
    }

    @Test
    @Order(4)
    void makesAModelLiveThatKnowsTheTastes() throws Exception {
        var outcome = train(environment);

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        var interactions = readLake();
        var version = Objects.requireNonNull(redis.get(RedisKeys.CURRENT_MODEL));
        assertThat(redis.zrange(RedisKeys.MODELS, 0, -1)).containsExactly(version);

        var run = championRun(version, "1");
        assertMetrics(run);
        assertThat(tags(run))
                .containsEntry("shoplake.code_version", "0123abc")
                .containsEntry("shoplake.catalog_commit", commit());
        assertThat(values(run, "params")).containsEntry("rank", "8").containsEntry("half_life", "PT2160H");
        var dataset = run.at("/inputs/dataset_inputs/0/dataset");
        assertThat(dataset.path("source").asText()).contains(commit());
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(dataset.path("profile").asText())
                        .path("interactions")
                        .asLong())
                .isEqualTo(interactions.count())
                .isEqualTo(90 * 6 * 4 + 5);

        assertModelServesTheLists(version, interactions);
        assertThat(list("posted", version))
                .isNotEmpty()
                .allMatch(item -> item.source().equals(Scored.POPULAR));
        assertThat(interactions.histories().keySet())
                .hasSize(92)
                .allSatisfy(user -> assertThat(list(user, version)).isNotEmpty());
        assertArtifacts(run, version);
    }

    @Test
    @Order(5)
    void leavesTheOldModelLiveWhenItLosesAgainstPopularity() throws Exception {
        var before = redis.get(RedisKeys.CURRENT_MODEL);
        var blind = new HashMap<>(environment);
        // one dimension cannot tell two tastes apart, and nothing is bought again
        blind.put("SHOPLAKE_TRAINING_RANK", "1");
        blind.put("SHOPLAKE_TRAINING_BUY_AGAIN_SHARE", "0");
        blind.put("SHOPLAKE_TRAINING_REGULARIZATION", "100");

        var outcome = train(blind);

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(1);
        assertThat(outcome.out()).contains("worse than popularity");
        assertThat(redis.get(RedisKeys.CURRENT_MODEL)).isEqualTo(before);
        assertThat(redis.zcard(RedisKeys.MODELS)).isEqualTo(1);
        assertThat(champion().path("version").asText()).isEqualTo("1");
        assertThat(mlflow("model-versions/get?name=shoplake-recommender&version=2")
                        .path("model_version"))
                .isNotEmpty();
    }

    @Test
    @Order(6)
    void explainsWrongSettings() {
        var wrong = new HashMap<>(environment);
        wrong.put("SHOPLAKE_TRAINING_RANK", "many");
        wrong.put("SHOPLAKE_TRAINING_ALFA", "1");

        var outcome = train(wrong);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("SHOPLAKE_TRAINING_RANK is 'many': expected a whole number from 1 to 512")
                .contains("SHOPLAKE_TRAINING_ALFA is not a known key: did you mean SHOPLAKE_TRAINING_ALPHA?");
    }

    private static void assertMetrics(JsonNode run) {
        var metrics = new HashMap<String, Double>();
        run.at("/data/metrics")
                .forEach(metric -> metrics.put(
                        metric.path("key").asText(), metric.path("value").asDouble()));
        assertThat(metrics)
                .containsKeys(
                        "recall_at_20", "ndcg_at_100", "coverage", "popularity_coverage", "popularity_recall_at_20");
        // popularity has to guess a taste: it is wrong for a third of the customers
        assertThat(metrics.get("ndcg_at_10")).isGreaterThan(1.3 * metrics.getOrDefault("popularity_ndcg_at_10", 1.0));
        // the lovers, and the tester with a purchase that is no order yet
        assertThat(metrics.get("users")).isEqualTo(91);
    }

    /** What anybody who reads Redis would rank is what stands in the lists; tea for tea, coffee for coffee. */
    private static void assertModelServesTheLists(String version, Interactions interactions) {
        var parameters = ModelParameters.ofJson(redis.hget(RedisKeys.model(version), Model.PARAMETERS_FIELD));
        var factors = ItemFactors.ofBytes(redis.hget(
                RedisKeys.model(version).getBytes(StandardCharsets.UTF_8),
                Model.FACTORS_FIELD.getBytes(StandardCharsets.UTF_8)));
        var ranker = new Ranker(new Model(version, parameters, factors), interactions.products()::contains);
        interactions.histories().forEach((user, history) -> {
            if (user.contains("-lover-")) {
                var list = list(user, version);
                assertThat(list)
                        .isEqualTo(ranker.rank(List.of(history), 50).getFirst().stream()
                                .map(item -> new RecommendationList.Item(item.productId(), item.score(), item.source()))
                                .toList());
                assertThat(list.subList(0, 10))
                        .as(user)
                        .allMatch(item -> item.productId().charAt(0) == user.charAt(0));
            }
        });
        assertThat(redis.ttl(RedisKeys.model(version))).isPositive();
        assertThat(redis.ttl(RedisKeys.recommendations("tester", version))).isPositive();
    }

    private static void assertArtifacts(JsonNode run, String version) throws Exception {
        var root = run.at("/info/artifact_uri").asText().substring("mlflow-artifacts:/".length());
        var folder = "/api/2.0/mlflow-artifacts/artifacts/%s/model/".formatted(root);
        assertThat(new String(fetch(folder + "MLmodel"), StandardCharsets.UTF_8))
                .contains("run_id: " + run.at("/info/run_id").asText(), "factors: factors.bin");
        assertThat(fetch(folder + "factors.bin"))
                .isEqualTo(redis.hget(
                        RedisKeys.model(version).getBytes(StandardCharsets.UTF_8),
                        Model.FACTORS_FIELD.getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(fetch(folder + "parameters.json"), StandardCharsets.UTF_8))
                .isEqualTo(redis.hget(RedisKeys.model(version), Model.PARAMETERS_FIELD));
    }

    private static JsonNode championRun(String version, String number) throws Exception {
        var champion = champion();
        assertThat(champion.path("version").asText()).isEqualTo(number);
        var runId = champion.path("run_id").asText();
        assertThat(version).isEqualTo("v%s-%.8s".formatted(number, runId));
        var run = mlflow("runs/get?run_id=" + runId).path("run");
        assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
        return run;
    }

    private static JsonNode champion() throws Exception {
        return mlflow("registered-models/alias?name=shoplake-recommender&alias=champion")
                .path("model_version");
    }

    private static Map<String, String> tags(JsonNode run) {
        return values(run, "tags");
    }

    private static Map<String, String> values(JsonNode run, String kind) {
        var values = new HashMap<String, String>();
        run.path("data")
                .path(kind)
                .forEach(pair ->
                        values.put(pair.path("key").asText(), pair.path("value").asText()));
        return values;
    }

    private static JsonNode mlflow(String path) throws Exception {
        return JsonMapper.builder().build().readTree(fetch("/api/2.0/mlflow/" + path));
    }

    private static byte[] fetch(String path) throws Exception {
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create(environment.get("SHOPLAKE_MLFLOW_URI") + path))
                    .build();
            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            return response.body();
        }
    }

    private static List<RecommendationList.Item> list(String user, String version) {
        return RecommendationList.ofJson(redis.get(RedisKeys.recommendations(user, version)))
                .items();
    }

    private static Interactions readLake() {
        var settings = TrainingSettings.from(environment);
        return new LakeReader(SparkSessions.open("local[2]"), settings.lake(), commit(), settings.shopTimezone())
                .read();
    }

    private static String commit() {
        return CatalogCommit.newest(TrainingSettings.from(environment).lake().catalogUri());
    }

    private static Event.Purchase purchase(String id, int seconds, String order, String product) {
        return new Event.Purchase(
                TestingShop.common(id, LATE.plusSeconds(seconds), "tester"),
                order,
                "GBP",
                List.of(new Event.Item(product, 2, BigDecimal.ONE)),
                null);
    }

    private static Outcome train(Map<String, String> environment, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = TrainMain.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
