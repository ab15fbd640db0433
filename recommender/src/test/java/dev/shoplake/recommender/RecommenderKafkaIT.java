package dev.shoplake.recommender;

import static dev.shoplake.recommender.TestingShop.NOW;
import static dev.shoplake.recommender.TestingShop.product;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.recommender.serve.OpenApi;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.resps.Tuple;

/** Events in, trending and impressions out, on a real broker; one story, told in order. */
class RecommenderKafkaIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final double HALF_LIFE_MILLIS = Duration.ofDays(7).toMillis();

    private static LocalStack stack;
    private static Map<String, String> environment;
    private static RedisClient redis;

    private final Random random = new Random(5);
    private final Map<String, Double> counts = new HashMap<>();

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
        TestingShop.entries().forEach((id, entry) -> redis.hset(RedisKeys.CATALOGUE, id, entry.toJson()));
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void trendingCountsEachEventOnceThroughKillsOfTheProcessAndOfKafka() throws Exception {
        long started = System.nanoTime();
        send(40_000);
        var recommender = RecommenderProcess.start(environment, state);
        try {
            await("some scores").atMost(LIMIT).until(() -> redis.zcard(RedisKeys.TRENDING) > 0);
            recommender.kill();
            recommender.close();
            recommender = RecommenderProcess.start(environment, state);
            awaitScores();
            System.out.printf("40,000 events counted in %.1f s with one kill%n", (System.nanoTime() - started) / 1e9);

            awaitReady(recommender);
            assertThat(recommender.get("/metrics").body()).contains("kafka_stream_");
            var best = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            var trending = recommender;
            await("best in trending")
                    .atMost(LIMIT)
                    .until(() -> json(trending, "/v1/trending?limit=1")
                            .findValuesAsText("product_id")
                            .equals(List.of(best)));

            stack.kill("kafka");
            try {
                await("kafka not ready")
                        .atMost(LIMIT)
                        .until(() -> trending.get("/ready").body().contains("kafka not ready"));
                assertThat(recommender.get("/v1/trending").statusCode()).isEqualTo(200);
            } finally {
                stack.startAgain("kafka");
            }
            send(1_000);
            awaitScores();
            awaitReady(recommender);

            var answer = json(recommender, "/v1/users/ann/recommendations?limit=3");
            var impression = impressionOf(answer.path("recommendation_id").asText());
            assertThat(impression.key()).isEqualTo("ann");
            OpenApi.assertConforms(impression.value(), schema(), "recommendation_served.v1.json");
            assertThat(JsonMapper.builder().build().readTree(impression.value()).findValuesAsText("product_id"))
                    .isEqualTo(answer.findValuesAsText("product_id"));
        } finally {
            recommender.close();
        }
    }

    /** Every score equals the textbook's decayed count, computed here without any of the code under test. */
    private void awaitScores() {
        double now = NOW.toEpochMilli() / HALF_LIFE_MILLIS;
        await("scores of all events").atMost(LIMIT).untilAsserted(() -> {
            var scores = redis.zrangeWithScores(RedisKeys.TRENDING, 0, -1);
            assertThat(scores).hasSize(counts.size());
            for (Tuple score : scores) {
                double count = counts.getOrDefault(score.getElement(), 0.0);
                assertThat(Math.pow(2, score.getScore() - now))
                        .as(score.getElement())
                        .isCloseTo(count, within(count * 1e-6));
            }
        });
        var garden = redis.zrange(RedisKeys.trendingInCategory("garden"), 0, -1);
        assertThat(garden).hasSize(30).allMatch(id -> Integer.parseInt(id.substring(1)) % 3 == 0);
    }

    private void send(int events) throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<?>>();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers(), "acks", "all", "linger.ms", 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                var at = NOW.minusSeconds(random.nextInt(30 * 24 * 3600));
                var user = "user" + random.nextInt(500);
                var product = product((int) Math.abs(random.nextGaussian() * 30) % TestingShop.PRODUCTS);
                var event = i % 3 == 0
                        ? new Event.AddToCart(common(user, at), product, 1, null, null, null)
                        : new Event.PageView(common(user, at), product, null, null);
                counts.merge(
                        product,
                        (i % 3 == 0 ? 3 : 1)
                                * Math.pow(2, -Duration.between(at, NOW).toMillis() / HALF_LIFE_MILLIS),
                        Double::sum);
                sent.add(producer.send(new ProducerRecord<>(event.type().wireName(), user, EventJson.write(event))));
                if (i % 100 == 0) {
                    sent.add(producer.send(new ProducerRecord<>(
                            event.type().wireName(), user, "garbage".getBytes(StandardCharsets.UTF_8))));
                }
            }
            for (var acknowledged : sent) {
                acknowledged.get();
            }
            producer.flush();
        }
    }

    private Event.Common common(String user, Instant at) {
        return new Event.Common(new UUID(random.nextLong(), random.nextLong()).toString(), at, user, "s");
    }

    private static ConsumerRecord<String, String> impressionOf(String recommendationId) {
        var properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "test");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(Topics.RECOMMENDATION_SERVED.name()));
            await("impression").atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value().contains(recommendationId)) {
                        found.add(record);
                    }
                });
                return !found.isEmpty();
            });
        }
        return found.getFirst();
    }

    private static String bootstrapServers() {
        return requireNonNull(environment.get("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS"));
    }

    private static JsonNode json(RecommenderProcess recommender, String path) throws IOException, InterruptedException {
        return JsonMapper.builder().build().readTree(recommender.get(path).body());
    }

    private static void awaitReady(RecommenderProcess recommender) {
        await("ready").atMost(LIMIT).until(recommender::isReady);
    }

    private static String schema() throws IOException {
        try (var stream = requireNonNull(
                RecommenderKafkaIT.class.getResourceAsStream("/schemas/recommendation_served.v1.json"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
