package dev.shoplake.recommender.serve;

import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.recommender.store.RedisUsers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Reads users from Redis, and nothing while Redis is away: a fault costs the personal part of an answer, never the answer.
 * After a fault Redis is left alone for a second, so that not every request waits for the same time-out.
 */
final class RedisUserReader implements UserReader {
    private static final Logger LOG = LoggerFactory.getLogger(RedisUserReader.class);
    private static final long REST_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedisUsers users;
    private final Counter faults;
    private volatile long lastFault = System.nanoTime() - REST_NANOS;

    RedisUserReader(RedisUsers users, MeterRegistry registry) {
        this.users = users;
        this.faults = Counter.builder("shoplake.recommendations.store.faults")
                .description("reads of a user that failed, answered without the user's list")
                .register(registry);
    }

    @Override
    public Optional<RecommendationList> list(String userId, String modelVersion) {
        return read(() -> users.list(userId, modelVersion), Optional.empty());
    }

    @Override
    public List<ActivityEntry> activity(String userId) {
        return read(() -> users.activity(userId), List.of());
    }

    private <T> T read(Supplier<T> reading, T otherwise) {
        if (System.nanoTime() - lastFault < REST_NANOS) {
            return otherwise;
        }
        try {
            return reading.get();
        } catch (JedisException e) {
            lastFault = System.nanoTime();
            faults.increment();
            LOG.debug("user cannot be read", e);
            return otherwise;
        }
    }
}
