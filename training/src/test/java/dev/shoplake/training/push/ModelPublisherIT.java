package dev.shoplake.training.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ItemFactors;
import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import dev.shoplake.training.TestingInteractions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class ModelPublisherIT {
    private static final ModelParameters PARAMETERS =
            new ModelParameters(2, 1, 0.3, Duration.ofDays(90), 8, InteractionWeights.DEFAULT, 0.6);

    private static LocalStack stack;
    private static RedisClient redis;

    @BeforeAll
    static void start() {
        stack = LocalStack.start("redis");
        redis = RedisConnection.open(RedisSettings.read(SettingsReader.of(stack.environment())));
    }

    @BeforeEach
    void empty() {
        redis.flushAll();
    }

    @AfterAll
    static void stop() {
        redis.close();
        stack.close();
    }

    @Test
    void leavesTheOldModelLiveUntilThePointerMoves() {
        var publisher = publisher(1);
        write(publisher, "v1");
        publisher.switchTo("v1");
        var list = redis.get(RedisKeys.recommendations("u1", "v1"));

        // a process that dies here has done all but the last step
        write(publisher(2), "v2");

        assertThat(redis.get(RedisKeys.CURRENT_MODEL)).isEqualTo("v1");
        assertThat(redis.get(RedisKeys.recommendations("u1", "v1"))).isEqualTo(list);
        assertThat(redis.hgetAll(RedisKeys.model("v1"))).hasSize(2);
    }

    @Test
    void keepsTheLiveVersionAndTheNewestThree() {
        for (int number = 1; number <= 5; number++) {
            write(publisher(number), "v" + number);
        }
        publisher(6).switchTo("v1");

        var removed = publisher(6).removeOldVersions();

        assertThat(removed).containsExactly("v2");
        assertThat(redis.zrange(RedisKeys.MODELS, 0, -1)).containsExactly("v1", "v3", "v4", "v5");
        assertThat(redis.keys("*v2*")).isEmpty();
        assertThat(redis.keys("recommendations:*:v1")).hasSize(3);
        assertThat(redis.keys("recommendations:*:v5")).hasSize(3);
    }

    @Test
    void givesEveryKeyAnEndOrABound() {
        write(publisher(1), "v1");

        assertThat(redis.keys("*"))
                .hasSize(5)
                .allSatisfy(key -> assertThat(key.equals(RedisKeys.MODELS) || redis.ttl(key) > 0)
                        .as(key)
                        .isTrue());
    }

    private static void write(ModelPublisher publisher, String version) {
        var interactions = new TestingInteractions()
                .add("u1", EventType.PURCHASE, 0, "a")
                .add("u2", EventType.PAGE_VIEW, 0, "b")
                .user("u3")
                .done();
        var items = new ItemFactors(List.of("a", "b"), 2, new float[] {1, 0, 0, 1});
        var pushed = publisher.write(
                new Model(version, PARAMETERS, items),
                interactions.histories(),
                interactions.products(),
                List.of(),
                50);
        assertThat(pushed).isEqualTo(new ModelPublisher.Pushed(2, 1));
    }

    private static ModelPublisher publisher(int second) {
        return new ModelPublisher(redis, Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }
}
