package dev.shoplake.runtime.redis;

import dev.shoplake.runtime.settings.RedisSettings;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/** Opens the pooled client; it connects on first use and again after a break. */
public final class RedisConnection {
    private static final int TIMEOUT_MILLIS = 2_000;

    private RedisConnection() {}

    public static RedisClient open(RedisSettings settings) {
        return RedisClient.builder()
                .hostAndPort(
                        new HostAndPort(settings.uri().getHost(), settings.uri().getPort()))
                .clientConfig(DefaultJedisClientConfig.builder()
                        .password(settings.password().value())
                        .timeoutMillis(TIMEOUT_MILLIS)
                        .build())
                .build();
    }
}
