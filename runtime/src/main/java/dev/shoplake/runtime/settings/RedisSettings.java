package dev.shoplake.runtime.settings;

import java.net.URI;

/**
 * Where Redis is.
 *
 * @param uri {@code redis://host:port}
 * @param password of the default user
 */
public record RedisSettings(URI uri, Secret password) {
    public static RedisSettings read(SettingsReader reader) {
        return new RedisSettings(
                reader.uri("SHOPLAKE_REDIS_URI", "Redis server, redis://host:port", "redis"),
                reader.secret("SHOPLAKE_REDIS_PASSWORD", "password of Redis' default user"));
    }
}
