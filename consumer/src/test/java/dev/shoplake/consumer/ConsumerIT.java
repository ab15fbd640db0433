package dev.shoplake.consumer;

import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.purchase;
import static dev.shoplake.consumer.read.TestingMessages.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shoplake.consumer.store.lake.Counts;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.contracts.topic.DeadLetterHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final TestingShop shop = new TestingShop();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final int firstNumber = Math.abs(run.hashCode() % 200_000) * 10_000;
    private ConsumerService service = open();
    private Thread thread = start(service);

    @BeforeEach
    void begin() {
        await("the consumer is ready").atMost(LIMIT).until(() -> get("/ready").statusCode() == 200);
    }

    @AfterEach
    void close() throws InterruptedException {
        service.close();
        thread.join();
        shop.close();
    }

    @Test
    void takesEachEventOnceAndSaysWhyItRefusesTheOthers() {
        var before = Map.of(
                "page_view", shop.counts("page_view"),
                "add_to_cart", shop.counts("add_to_cart"),
                "purchase", shop.counts("purchase"));
        var user = "user-" + run;
        var cart = cart(firstNumber + 1, user, "mug");
        var purchase = purchase(firstNumber + 2, user, "plate", "lamp");
        var page = view(firstNumber + 3, user, null);
        send(cart);
        send(purchase);
        send(cart);
        send(page);
        send(cart);
        send(cart(firstNumber + 4, user, "unheard-of-" + run));
        shop.send("purchase", user, EventJson.write(view(firstNumber + 5, user, "mug")));
        shop.send("page_view", "somebody else", EventJson.write(view(firstNumber + 6, user, "mug")));
        shop.send("add_to_cart", user, ("{ \"run\": \"" + run).getBytes(UTF_8));
        shop.send("add_to_cart", user, null);
        shop.flush();

        await("everything is in the lake").atMost(LIMIT).untilAsserted(() -> {
            assertThat(shop.counts("add_to_cart")).isEqualTo(plus(before, "add_to_cart", new Counts(1, 2, 3)));
            assertThat(shop.counts("purchase")).isEqualTo(plus(before, "purchase", new Counts(1, 0, 1)));
            assertThat(shop.counts("page_view")).isEqualTo(plus(before, "page_view", new Counts(1, 0, 1)));
        });
        assertThat(eventIds(user))
                .containsExactlyInAnyOrder(
                        cart.common().eventId(),
                        purchase.common().eventId(),
                        page.common().eventId());
        assertThat(shop.redis().lrange(RedisKeys.activity(user), 0, -1))
                .containsExactlyInAnyOrderElementsOf(texts(cart, purchase));
        assertThat(shop.redis().zscore(RedisKeys.ACTIVE_USERS, user)).isNotNull();
        assertThat(keywords(user))
                .containsExactlyInAnyOrder("[unknown_product]", "[topic]", "[key]", "[json]", "[json]");
        assertThat(shop.redis().ttl(RedisKeys.activity(user)))
                .isPositive()
                .isLessThanOrEqualTo(RedisKeys.ACTIVITY_TTL.toSeconds());
    }

    @Test
    void knowsANewProductAtOnce() {
        var before = shop.counts("add_to_cart");
        var user = "user-" + run;
        send(cart(firstNumber + 1, user, "brand-new-" + run));
        shop.flush();
        await("the unknown product is refused")
                .atMost(LIMIT)
                .until(() -> shop.counts("add_to_cart").equals(before.plus(new Counts(0, 0, 1))));

        shop.addProduct("brand-new-" + run);
        send(cart(firstNumber + 2, user, "brand-new-" + run));
        shop.flush();

        await("the known product is accepted")
                .atMost(LIMIT)
                .until(() -> shop.counts("add_to_cart").equals(before.plus(new Counts(1, 0, 1))));
    }

    @Test
    void waitsForRedisAndLosesNothing() throws IOException {
        var before = shop.counts("add_to_cart");
        var user = "user-" + run;
        shop.stack().kill("redis");
        var expected = new ArrayList<Event>();
        for (int index = 0; index < 100; index++) {
            var event = cart(firstNumber + index, user, "mug");
            expected.add(event);
            send(event);
        }
        shop.flush();
        await("readiness names the sink").atMost(LIMIT).untilAsserted(() -> {
            assertThat(get("/ready").statusCode()).isEqualTo(503);
            assertThat(get("/ready").body()).contains("redis not ready: away for PT");
        });

        shop.stack().startAgain("redis");

        await("everything arrived")
                .atMost(LIMIT)
                .until(() -> shop.counts("add_to_cart").equals(before.plus(new Counts(100, 0, 0))));
        try (var redis = shop.connect()) {
            assertThat(redis.lrange(RedisKeys.activity(user), 0, -1))
                    .containsExactlyElementsOf(
                            texts(expected.toArray(Event[]::new)).reversed());
        }
        await("ready again").atMost(LIMIT).until(() -> get("/ready").statusCode() == 200);
    }

    @Test
    void waitsForCatalogAndObjectStore() throws IOException {
        var before = shop.counts("page_view");
        var user = "user-" + run;
        for (var server : List.of("nessie", "s3")) {
            shop.stack().kill(server);
            for (int index = 0; index < 50; index++) {
                send(view(firstNumber + index + (server.equals("s3") ? 500 : 0), user, "mug"));
            }
            shop.flush();
            await("readiness names the lake")
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(get("/ready").body()).contains("lake not ready: away for PT"));
            shop.stack().startAgain(server);
            await("ready after " + server)
                    .atMost(LIMIT)
                    .until(() -> get("/ready").statusCode() == 200);
        }

        await("everything arrived")
                .atMost(LIMIT)
                .until(() -> shop.counts("page_view").equals(before.plus(new Counts(100, 0, 0))));
        assertThat(eventIds(user)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void commitsWhatItHasReadWhenItIsStopped() throws InterruptedException {
        service.close();
        thread.join();
        shop.environment().put("SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL", "PT10M");
        service = open();
        thread = start(service);
        var before = shop.counts("page_view");
        var user = "user-" + run;
        send(view(firstNumber, user, "mug"));
        shop.flush();
        await("the activity is in Redis").atMost(LIMIT).until(() -> shop.redis().llen(RedisKeys.activity(user)) == 1);
        assertThat(shop.counts("page_view")).isEqualTo(before);

        service.close();
        thread.join();

        assertThat(shop.counts("page_view")).isEqualTo(before.plus(new Counts(1, 0, 0)));
    }

    @Test
    void sharesThePartitionsWithASecondConsumerThatComesAndGoes() throws InterruptedException {
        var before = shop.counts("page_view");
        sendViews(0, 1_000);
        var second = open();
        var secondThread = start(second);
        sendViews(1_000, 2_000);
        await("the second consumer has partitions")
                .atMost(LIMIT)
                .until(() -> get(second.port(), "/metrics").body().contains("shoplake_consumer_lag{"));
        sendViews(2_000, 3_000);

        second.close();
        secondThread.join();
        sendViews(3_000, 4_000);

        await("everything arrived")
                .atMost(LIMIT)
                .until(() -> shop.counts("page_view").received() >= before.received() + 4_000);
        assertThat(shop.counts("page_view")).isEqualTo(before.plus(new Counts(4_000, 0, 0)));
        var ids = shop.lake().eventsOf("page_view").stream()
                .filter(row -> ((String) row.getField("user_id")).startsWith("shared-" + run))
                .map(row -> row.getField("event_id"))
                .toList();
        assertThat(ids).hasSize(4_000).doesNotHaveDuplicates();
    }

    private void sendViews(int from, int to) {
        for (int number = from; number < to; number++) {
            send(view(firstNumber + number, "shared-" + run + "-" + number % 50, "mug"));
        }
        shop.flush();
    }

    @Test
    void tellsItsNumbers() throws IOException {
        send(view(firstNumber, "user-" + run, "mug"));
        shop.flush();

        await("the event is counted")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(get("/metrics").body())
                        .contains("shoplake_consumer_messages_total{topic=\"page_view\",verdict=\"accepted\"}")
                        .contains("shoplake_consumer_lake_commit_seconds_count")
                        .contains("shoplake_consumer_lag{partition=\"0\",topic=\"page_view\"}")
                        .contains("kafka_consumer_"));
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    private ConsumerService open() {
        return new ConsumerService(ConsumerSettings.from(consumerSettings()), Clock.systemUTC());
    }

    private Map<String, String> consumerSettings() {
        var settings = new HashMap<String, String>();
        shop.environment().forEach((key, value) -> {
            if (!key.startsWith("SHOPLAKE_CONSUMER_") || key.contains("PORT") || key.contains("LAKE")) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    private static Thread start(ConsumerService service) {
        return Thread.ofPlatform().name("consumer").start(service::await);
    }

    private void send(Event event) {
        shop.send(event.type().wireName(), event.common().userId(), EventJson.write(event));
    }

    private List<String> eventIds(String user) {
        return List.of("page_view", "add_to_cart", "purchase").stream()
                .flatMap(topic -> shop.lake().eventsOf(topic).stream())
                .filter(row -> user.equals(row.getField("user_id")))
                .map(row -> (String) row.getField("event_id"))
                .toList();
    }

    /** Keywords of the dead letters whose message names the run or has its key, as they stand in both places. */
    private List<String> keywords(String user) {
        var topic = shop.deadLetters();
        var keywords = new ArrayList<String>();
        for (var name : List.of("page_view", "add_to_cart", "purchase")) {
            for (var row : shop.lake().deadLettersOf(name)) {
                var key = "%s-%s-%s".formatted(name, row.getField("source_partition"), row.getField("source_offset"));
                var letter = requireNonNull(topic.get(key), () -> "no dead letter " + key);
                var reasons = TestingShop.header(letter, DeadLetterHeaders.REASONS);
                assertThat(row.getField("reasons")).isEqualTo(reasons);
                var payload = letter.value() == null ? "" : new String(letter.value(), UTF_8);
                if (payload.contains(run) || letter.value() == null) {
                    keywords.add(reasons.replaceAll("\\{\"pointer\":\"[^\"]*\",\"keyword\":\"([a-z_]+)\".*?\\}", "$1"));
                }
            }
        }
        assertThat(user).contains(run);
        return keywords;
    }

    private static List<String> texts(Event... events) {
        return List.of(events).stream()
                .flatMap(event -> ActivityEntry.of(event).stream())
                .map(ActivityEntry::toText)
                .toList();
    }

    private static Counts plus(Map<String, Counts> before, String topic, Counts more) {
        return before.getOrDefault(topic, Counts.NONE).plus(more);
    }

    private HttpResponse<String> get(String path) throws IOException {
        return get(service.port(), path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException {
        try (var client = HttpClient.newHttpClient()) {
            var address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
