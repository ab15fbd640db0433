package dev.shoplake.producers.shop.catalogue;

import dev.shoplake.producers.shop.database.Database;
import dev.shoplake.producers.shop.steps.Steps;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.sql.SQLException;
import java.time.Duration;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/** Publishes the live catalogue, patient with a Redis that is away for a moment. */
public final class CataloguePublication {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    private final PostgresSettings postgres;
    private final RedisSettings redis;
    private final Steps steps;
    private final Duration firstWait;

    public CataloguePublication(PostgresSettings postgres, RedisSettings redis, Steps steps) {
        this(postgres, redis, steps, FIRST_WAIT);
    }

    /** @param firstWait after the first failure; it doubles each time */
    CataloguePublication(PostgresSettings postgres, RedisSettings redis, Steps steps, Duration firstWait) {
        this.postgres = postgres;
        this.redis = redis;
        this.steps = steps;
        this.firstWait = firstWait;
    }

    /**
     * Makes the live catalogue equal to the table of products.
     *
     * @return what was done, for people
     * @throws CatalogueException if Redis stays away or refuses
     */
    public String run() throws SQLException {
        steps.begin("publishing the live catalogue");
        try (var client = RedisConnection.open(redis);
                var connection = Database.connect(postgres)) {
            var catalogue = new LiveCatalogue(client);
            var outcome = retry().executeCheckedSupplier(() -> catalogue.replace(connection));
            steps.rows(outcome.products());
            return "live catalogue: %,d products in Redis, %,d removed"
                    .formatted(outcome.products(), outcome.removed());
        } catch (JedisException e) {
            throw new CatalogueException(redis.uri(), e);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private Retry retry() {
        var retry = Retry.of(
                "catalogue",
                RetryConfig.custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalFunction(IntervalFunction.ofExponentialBackoff(firstWait))
                        .retryOnException(
                                e -> e instanceof JedisException && !(e instanceof JedisAccessControlException))
                        .build());
        retry.getEventPublisher()
                .onRetry(event -> steps.note("Redis at %s does not answer, trying again in %.1f s"
                        .formatted(redis.uri(), event.getWaitInterval().toMillis() / 1e3)));
        return retry;
    }
}
