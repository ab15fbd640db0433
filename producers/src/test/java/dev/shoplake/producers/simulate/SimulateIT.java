package dev.shoplake.producers.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Verdict;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.producers.TestingTopics;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class SimulateIT {
    private static LocalStack stack;
    private static SimulateSettings settings;
    private static RedisClient redis;

    @BeforeAll
    static void connect() {
        stack = LocalStack.start("kafka", "redis");
        settings = SimulateSettings.from(stack.environment());
        redis = RedisConnection.open(settings.redis());
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @BeforeEach
    void emptyTheCatalogue() {
        redis.del(RedisKeys.CATALOGUE);
    }

    @Test
    void sendsValidEventsOfProductsThatCanBeSoldAtTheGivenRate() throws InterruptedException {
        put("lamp", true, "2.50");
        put("vase", true, "10");
        put("POST", false, "18");
        put("unpriced", true, null);
        var out = new ByteArrayOutputStream();

        try (var topics = TestingTopics.fromNow(settings.kafka())) {
            var before = Instant.now();
            assertThat(new SimulateCommand(
                                    settings,
                                    Clock.systemUTC(),
                                    new PrintStream(out, true, StandardCharsets.UTF_8),
                                    quiet())
                            .run(100, Duration.ofSeconds(3), 20, 1))
                    .isTrue();

            var validator = new EventValidator(Clock.systemUTC());
            var messages = topics.take(250);
            assertThat(messages).hasSizeBetween(250, 301).allSatisfy(message -> {
                var verdict = validator.validate(message.value());
                assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
                var event = ((Verdict.Accepted) verdict).event();
                assertThat(message.topic()).isEqualTo(event.type().wireName());
                assertThat(message.key()).isEqualTo(event.common().userId());
                assertThat(event.productIds()).isSubsetOf("lamp", "vase");
                assertThat(event.common().occurredAt()).isAfterOrEqualTo(before);
            });
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("simulated " + messages.size() + " events")
                    .contains("0 undelivered");
        }
    }

    @Test
    void saysThatTheCatalogueIsEmpty() {
        var simulation = new SimulateCommand(settings, Clock.systemUTC(), quiet(), quiet());

        assertThatThrownBy(() -> simulation.run(1, Duration.ofSeconds(1), 1, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("holds no product with a price: load a shop first");
    }

    private static void put(String productId, boolean isProduct, @Nullable String price) {
        var entry = new CatalogueEntry(productId, null, isProduct, price == null ? null : new BigDecimal(price));
        redis.hset(RedisKeys.CATALOGUE, productId, entry.toJson());
    }

    private static PrintStream quiet() {
        return new PrintStream(OutputStream.nullOutputStream());
    }
}
