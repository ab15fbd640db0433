package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** The year of a real shop through the whole house, by the commands a person types; then what goes wrong in a real house. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(1800)
class ShopYearIT {
    private static final int KNOWN_CUSTOMERS_WITH_A_SALE = 4_338;

    private LocalStack stack;
    private Lake lake;
    private RedisClient redis;

    @BeforeAll
    @Timeout(1800)
    void connect() {
        stack = DemoYear.stack();
        lake = new Lake(stack.environment());
        var reader = SettingsReader.of(stack.environment());
        redis = RedisConnection.open(RedisSettings.read(reader));
    }

    @AfterAll
    void disconnect() {
        redis.close();
    }

    @Test
    @Order(1)
    void everyCellOfEveryMonthEqualsThePublishedTruth() {
        assertThatMonthsEqualTheTruth();
    }

    private void assertThatMonthsEqualTheTruth() {
        var truth = Repository.lines(Repository.root().resolve("data/online-retail/monthly.csv"));
        var columns = List.of(truth.getFirst().split(","));
        var months = lake.rows(
                "SELECT %s FROM marts.monthly_kpis ORDER BY year_month".formatted(String.join(", ", columns)));

        assertThat(months).hasSize(truth.size() - 1);
        for (int month = 0; month < months.size(); month++) {
            var expected = truth.get(month + 1).split(",");
            assertThat(months.get(month).getFirst()).isEqualTo(expected[0]);
            for (int column = 1; column < expected.length; column++) {
                assertThat(new BigDecimal(months.get(month).get(column)))
                        .as("%s of %s", columns.get(column), expected[0])
                        .isEqualByComparingTo(expected[column]);
            }
        }
    }

    @Test
    @Order(2)
    void eventsSentAreEventsInTheLake() throws IOException {
        var sent = new HashMap<String, Long>();
        var file = stack.home().resolve("demo/history.jsonl.gz");
        try (var lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                for (var type : EventType.values()) {
                    if (line.contains("\"event_type\":\"" + type.wireName() + "\"")) {
                        sent.merge(type.wireName(), 1L, Long::sum);
                    }
                }
            }
        }
        var arrived = new HashMap<String, Long>();
        lake.rows("SELECT event_type, count(*) FROM raw.events WHERE session_id <> 'demo' GROUP BY event_type")
                .forEach(row -> arrived.put(row.get(0), Long.parseLong(row.get(1))));

        assertThat(arrived).isEqualTo(sent);
        assertThat(lake.number("SELECT count(*) FROM raw.dead_letters")).isZero();
        assertThat(lake.number("SELECT count(DISTINCT event_id) FROM raw.events"))
                .isEqualTo(lake.number("SELECT count(*) FROM raw.events"));
    }

    @Test
    @Order(2)
    void rowsOfTheShopAreCleanedOrInQuarantine() throws SQLException {
        var environment = stack.environment();
        try (var shop = DriverManager.getConnection(
                        environment.get("SHOPLAKE_POSTGRES_URL"),
                        environment.get("SHOPLAKE_POSTGRES_USER"),
                        environment.get("SHOPLAKE_POSTGRES_PASSWORD"));
                var statement = shop.createStatement()) {
            for (var table : List.of("customers", "products", "orders", "order_items")) {
                try (var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    assertThat(rows.next()).isTrue();
                    long cleaned = lake.number("SELECT count(*) FROM cleaned." + table);
                    long refused = lake.number(
                            "SELECT count(*) FROM ops.quarantine WHERE source_table = '%s'".formatted(table));
                    assertThat(cleaned + refused).as(table).isEqualTo(rows.getLong(1));
                }
            }
        }
    }

    @Test
    @Order(3)
    void everyKnownCustomerHasAListOfTheirOwn() {
        var version = redis.get(RedisKeys.CURRENT_MODEL);
        var services = redis.hgetAll(RedisKeys.CATALOGUE).entrySet().stream()
                .filter(entry -> !CatalogueEntry.ofJson(entry.getValue()).isProduct())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        var customers = lake.rows("""
                SELECT DISTINCT o.customer_id FROM cleaned.orders o JOIN cleaned.order_items i ON o.order_id = i.order_id
                WHERE o.customer_id IS NOT NULL AND o.status <> 'returned' AND i.quantity > 0 AND i.unit_price > 0
                """);

        assertThat(customers).hasSize(KNOWN_CUSTOMERS_WITH_A_SALE);
        for (var customer : customers) {
            var list = redis.get(RedisKeys.recommendations(customer.getFirst(), version));
            assertThat(list).as("list of customer %s", customer.getFirst()).isNotNull();
            assertThat(RecommendationList.ofJson(list).items())
                    .isNotEmpty()
                    .noneMatch(item -> services.contains(item.productId()));
        }
    }

    @Test
    @Order(4)
    void theModelIsAtLeastTwiceAsGoodAsPopularity() {
        var metrics = MlflowMetrics.ofChampion(stack.environment());

        assertThat(metrics).containsKeys("ndcg_at_10", "popularity_ndcg_at_10");
        assertThat(metrics.getOrDefault("ndcg_at_10", 0.0))
                .isGreaterThan(2 * metrics.getOrDefault("popularity_ndcg_at_10", 1.0));
    }

    @Test
    @Order(5)
    void everyClickChangesTheClickersList() {
        System.out.println(stack.command("benchmark", "clicks", "--clicks", "200"));
    }

    @Test
    @Order(6)
    void aKilledConsumerLosesNothingAndDoublesNothing() throws Exception {
        var products = products();
        var file = EventFile.write(stack.home().resolve("kill.jsonl"), "kill-", products, 60_000, 7);

        var replay = stack.spawn("events", "replay", file.path().toString());
        for (int kill = 0; kill < 2; kill++) {
            long before = arrived("kill-%");
            await().atMost(Duration.ofMinutes(3)).until(() -> arrived("kill-%") > before);
            stack.kill("consumer");
            stack.startAgain("consumer");
        }
        assertThat(replay.waitFor()).isZero();

        await("all events in the lake")
                .atMost(Duration.ofMinutes(5))
                .until(() -> arrived("kill-%") >= file.views() + file.carts() && refused("kill-%") >= file.faulty());
        stack.stop("consumer");
        stack.startAgain("consumer");
        assertThat(count("page_view", "kill-%")).isEqualTo(file.views());
        assertThat(count("add_to_cart", "kill-%")).isEqualTo(file.carts());
        assertThat(refused("kill-%")).isEqualTo(file.faulty());
        assertThat(activity("kill-", 300))
                .isEqualTo(Math.min(file.views() + file.carts(), 300L * RedisKeys.ACTIVITY_LIMIT));
    }

    @Test
    @Order(7)
    void aKilledRecommenderForgetsNoClick() throws Exception {
        stack.kill("recommender");
        var version = redis.get(RedisKeys.CURRENT_MODEL);
        var file = EventFile.write(stack.home().resolve("forget.jsonl"), "forget-", products(), 3_000, 8);
        stack.command("events", "replay", file.path().toString());
        await().atMost(Duration.ofMinutes(2)).until(() -> refused("forget-%") >= file.faulty());
        stack.startAgain("recommender");

        await("a list for every visitor").atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            for (int visitor = 0; visitor < 300; visitor++) {
                assertThat(redis.exists(RedisKeys.recommendations("forget-" + visitor, version)))
                        .as("list of visitor %d", visitor)
                        .isTrue();
            }
        });
    }

    @Test
    @Order(8)
    void aKilledBatchRunRepeatsCleanly() throws Exception {
        var before = lake.rows("SELECT * FROM marts.monthly_kpis ORDER BY year_month");
        var run = stack.spawn("etl", "run");
        try (var output = run.inputReader()) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                System.out.println(line);
                if (line.contains("clean")) {
                    run.descendants().forEach(ProcessHandle::destroyForcibly);
                    break;
                }
            }
        }
        run.destroyForcibly().waitFor();
        assertThat(lake.rows("SELECT * FROM marts.monthly_kpis ORDER BY year_month"))
                .isEqualTo(before);

        System.out.println(stack.command("etl", "run"));

        assertThatMonthsEqualTheTruth();
    }

    @Test
    @Order(9)
    void badEventsAreKeptWithTheirReasons() throws Exception {
        var product = products().getFirst();
        var file = stack.home().resolve("bad.jsonl");
        var id = "00000000-0000-4000-8000-00000000000";
        var view = "{\"event_id\":\"%s\",\"event_type\":\"page_view\",\"schema_version\":1,"
                + "\"occurred_at\":\"%s\",\"user_id\":\"bad\",\"session_id\":\"bad\",\"product_id\":\"%s\"%s}";
        Files.write(
                file,
                List.of(
                        "{not json",
                        view.formatted(id + 1, "2011-12-09T12:00:00Z", product, ",\"referrer\":7"),
                        view.formatted(id + 2, "2011-12-09T12:00:00Z", product, "")
                                .replace("page_view", "wish"),
                        view.formatted(
                                id + 3, "2011-12-09T12:00:00Z", product, ",\"note\":\"" + "x".repeat(900_000) + "\""),
                        view.formatted(id + 4, "2011-12-09T12:00:00Z", "no such product", ""),
                        view.formatted(id + 5, "2199-01-01T00:00:00Z", product, ""),
                        view.formatted(id + 6, "2011-12-09T12:00:00Z", product, "")));
        long before = lake.number("SELECT count(*) FROM raw.dead_letters");
        stack.command("events", "replay", file.toString());

        await().atMost(Duration.ofMinutes(2))
                .until(() -> lake.number("SELECT count(*) FROM raw.dead_letters") == before + 6);
        var reasons = lake.rows("SELECT reasons FROM raw.dead_letters").toString();
        assertThat(reasons).contains(keywords());
        assertThat(lake.number("SELECT count(*) FROM raw.events WHERE user_id = 'bad'"))
                .isEqualTo(1);
    }

    private static List<String> keywords() {
        return Set.of("json", "type", "unknown_event_type", "size", "unknown_product", "future").stream()
                .map(keyword -> "\"keyword\":\"" + keyword + "\"")
                .toList();
    }

    private List<String> products() {
        return redis.hgetAll(RedisKeys.CATALOGUE).entrySet().stream()
                .filter(entry -> CatalogueEntry.ofJson(entry.getValue()).isProduct())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private long arrived(String users) {
        return lake.number("SELECT count(*) FROM raw.events WHERE user_id LIKE '" + users + "'");
    }

    private long count(String type, String users) {
        return lake.number(
                "SELECT count(*) FROM raw.events WHERE user_id LIKE '%s' AND event_type = '%s'".formatted(users, type));
    }

    private long refused(String users) {
        return lake.number("SELECT count(*) FROM raw.dead_letters WHERE from_utf8(payload) LIKE '%\"user_id\":\""
                + users + "\"%'");
    }

    private long activity(String visitors, int count) {
        long entries = 0;
        for (int visitor = 0; visitor < count; visitor++) {
            entries += redis.llen(RedisKeys.activity(visitors + visitor));
        }
        return entries;
    }
}
