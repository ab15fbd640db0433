package dev.shoplake.consumer;

import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.purchase;
import static dev.shoplake.consumer.read.TestingMessages.view;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shoplake.consumer.store.lake.Counts;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The consumer as a process of its own, killed while events flow. */
class ConsumerCrashIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> TOPICS = List.of("page_view", "add_to_cart", "purchase");
    private static final int MESSAGES = 30_000;
    private static final int USERS = 300;
    private static final int KILLS = 3;
    private static final int FIRST_NUMBER = 500_000_000;

    private final TestingShop shop = new TestingShop();
    private final Random random = new Random(20111209);
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (var process : processes) {
            process.destroyForcibly();
            process.waitFor();
        }
        shop.close();
    }

    @Test
    void losesAndDoublesNothingWhenItIsKilledAgainAndAgain() throws Exception {
        var before = new HashMap<String, Counts>();
        TOPICS.forEach(topic -> before.put(topic, shop.counts(topic)));
        long receivedBefore = shop.received();
        var expected = new Expected();
        startConsumer();
        var sender = Thread.ofVirtual().start(() -> sendAll(expected));

        for (int kill = 1; kill <= KILLS; kill++) {
            long threshold = receivedBefore + (long) MESSAGES * kill / (KILLS + 2) - 1_000;
            await("the lake has %d messages".formatted(threshold))
                    .atMost(LIMIT)
                    .until(() -> shop.received() >= threshold);
            await("any moment between two commits")
                    .pollDelay(random.nextInt(1_200), TimeUnit.MILLISECONDS)
                    .until(() -> true);
            var process = processes.getLast().destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            startConsumer();
        }
        sender.join();
        await("everything is in the lake").atMost(LIMIT).until(() -> shop.received() >= receivedBefore + MESSAGES);

        for (var topic : TOPICS) {
            assertThat(shop.counts(topic))
                    .as("balance of %s", topic)
                    .isEqualTo(before.getOrDefault(topic, Counts.NONE)
                            .plus(expected.counts.getOrDefault(topic, Counts.NONE)));
            var ids = shop.lake().eventsOf(topic).stream()
                    .filter(ConsumerCrashIT::isOurs)
                    .map(row -> (String) row.getField("event_id"))
                    .toList();
            assertThat(ids).as("events of %s", topic).doesNotHaveDuplicates();
            assertThat(new HashSet<>(ids)).isEqualTo(expected.eventIds.get(topic));
        }
        var letters = shop.lake().deadLettersOf("add_to_cart").stream()
                .map(row -> UTF_8.decode(((java.nio.ByteBuffer) row.getField("payload")).duplicate())
                        .toString())
                .filter(text -> text.startsWith("crash "))
                .toList();
        assertThat(letters).containsExactlyInAnyOrderElementsOf(expected.refused);
        expected.activity.forEach((user, texts) -> assertThat(shop.redis().lrange(RedisKeys.activity(user), 0, -1))
                .as("activity of %s", user)
                .containsExactlyInAnyOrderElementsOf(texts));
    }

    @Test
    void endsWithCodeTwoAndAMessageOnWrongSettings() throws Exception {
        var process = process(Map.of("SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL", "never"));
        var message = new String(process.getErrorStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(message)
                .contains(
                        "SHOPLAKE_CONSUMER_LAKE_COMMIT_INTERVAL is 'never': expected an ISO-8601 duration from PT1S to"
                                + " PT10M");
    }

    @Test
    void endsInOrderOnSigterm() throws Exception {
        startConsumer();
        var process = processes.getLast();
        long committed = shop.received();
        send(view(FIRST_NUMBER - 2, "first-words", "mug"));
        shop.flush();
        await("the first event is in the lake").atMost(LIMIT).until(() -> shop.received() > committed);
        send(view(FIRST_NUMBER - 1, "last-words", "mug"));
        shop.flush();
        await("the event is in Redis").atMost(LIMIT).until(() -> shop.redis().exists(RedisKeys.activity("last-words")));

        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(shop.lake().eventsOf("page_view")).anyMatch(row -> "last-words".equals(row.getField("user_id")));
    }

    /** What must be found in the end, told by what was sent. */
    private static final class Expected {
        final Map<String, Counts> counts = new HashMap<>();
        final Map<String, HashSet<String>> eventIds = new HashMap<>();
        final Map<String, List<String>> activity = new HashMap<>();
        final List<String> refused = new ArrayList<>();

        void accepted(Event event) {
            var topic = event.type().wireName();
            counts.merge(topic, new Counts(1, 0, 0), Counts::plus);
            eventIds.computeIfAbsent(topic, key -> new HashSet<>())
                    .add(event.common().eventId());
            var texts = activity.computeIfAbsent(event.common().userId(), key -> new ArrayList<>());
            ActivityEntry.of(event).forEach(entry -> texts.add(entry.toText()));
        }

        void duplicate(Event event) {
            counts.merge(event.type().wireName(), new Counts(0, 1, 0), Counts::plus);
        }

        void refused(String text) {
            counts.merge("add_to_cart", new Counts(0, 0, 1), Counts::plus);
            refused.add(text);
        }
    }

    private void sendAll(Expected expected) {
        var recent = new ArrayList<Event>();
        for (int number = 0; number < MESSAGES; number++) {
            int fate = random.nextInt(100);
            if (fate < 2) {
                var text = "crash " + number;
                shop.send("add_to_cart", "user", text.getBytes(UTF_8));
                expected.refused(text);
            } else if (fate < 7 && !recent.isEmpty()) {
                var event = recent.get(Math.max(0, recent.size() - 1 - random.nextInt(500)));
                send(event);
                expected.duplicate(event);
            } else {
                var event = event(number);
                recent.add(event);
                send(event);
                expected.accepted(event);
            }
            if (number % 200 == 199) {
                shop.flush();
                await("a shop's pace").pollDelay(60, TimeUnit.MILLISECONDS).until(() -> true);
            }
        }
        shop.flush();
    }

    private Event event(int number) {
        var user = "crash-" + random.nextInt(USERS);
        var product = TestingShop.PRODUCTS.get(random.nextInt(TestingShop.PRODUCTS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> purchase(FIRST_NUMBER + number, user, product, "lamp");
            case 1, 2 -> cart(FIRST_NUMBER + number, user, product);
            default -> view(FIRST_NUMBER + number, user, product);
        };
    }

    private static boolean isOurs(Record row) {
        return ((String) row.getField("user_id")).startsWith("crash-");
    }

    private void send(Event event) {
        shop.send(event.type().wireName(), event.common().userId(), EventJson.write(event));
    }

    private void startConsumer() throws IOException {
        process(Map.of());
    }

    private Process process(Map<String, String> more) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "dev.shoplake.consumer.ConsumerMain");
        builder.environment()
                .put("CLASSPATH", System.getProperty("java.class.path") + File.pathSeparator + "target/classes");
        builder.environment().putAll(shop.environment());
        builder.environment().putAll(more);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        if (more.isEmpty()) {
            builder.redirectError(Path.of("target", "consumer-%d.log".formatted(processes.size()))
                    .toFile());
        }
        var process = builder.start();
        processes.add(process);
        return process;
    }
}
