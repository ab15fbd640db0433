package dev.shoplake.stack.server;

import dev.shoplake.stack.home.PrivateFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.Versions;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** Redis 7 with a password and an append-only file. */
final class RedisServer implements Server {
    private final StackHome home;
    private final StackProperties properties;
    private final Cache cache;

    RedisServer(StackHome home, StackProperties properties, Cache cache) {
        this.home = home;
        this.properties = properties;
        this.cache = cache;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public void install() throws IOException, InterruptedException {
        executable();
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        Files.createDirectories(data);
        var file = home.configuration(name()).resolve("redis.conf");
        PrivateFile.write(file, """
                        bind 127.0.0.1
                        port %d
                        requirepass %s
                        dir %s
                        appendonly yes
                        appendfsync everysec
                        aof-load-truncated yes
                        save ""
                        maxmemory-policy noeviction
                        daemonize no
                        """.formatted(
                        properties.port(name()), properties.password(name()).value(), quoted(data)));
        return new Launch(List.of(executable().toString(), file.toString()), Map.of(), data);
    }

    @Override
    public void check() {
        var configuration = DefaultJedisClientConfig.builder()
                .password(properties.password(name()).value())
                .timeoutMillis(2_000)
                .build();
        try (var redis = new Jedis(new HostAndPort("127.0.0.1", properties.port(name())), configuration)) {
            var value = UUID.randomUUID().toString();
            redis.set("stack:check", value, SetParams.setParams().ex(10));
            if (!value.equals(redis.get("stack:check"))) {
                throw new IllegalStateException("a value just set cannot be read");
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "SHOPLAKE_REDIS_URI",
                "redis://127.0.0.1:" + properties.port(name()),
                "SHOPLAKE_REDIS_PASSWORD",
                properties.password(name()).value());
    }

    private Path executable() throws IOException, InterruptedException {
        return cache.entry("redis-" + Versions.of(name()), name(), file -> {
            try (var stream = Resources.open("redis-server-7.0.15-linux-amd64")) {
                Files.copy(stream, file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        });
    }

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
