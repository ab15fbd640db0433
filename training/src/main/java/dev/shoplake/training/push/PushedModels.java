package dev.shoplake.training.push;

import dev.shoplake.contracts.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;

/** The models whose lists lie in Redis, ready to go live by a move of the pointer. */
public final class PushedModels {
    /** As {@link #name} writes it. */
    private static final Pattern NAME = Pattern.compile("v(?<version>[0-9]+)-.*");

    private final RedisClient redis;

    public PushedModels(RedisClient redis) {
        this.redis = redis;
    }

    /**
     * A model in Redis.
     *
     * @param name under which its lists lie
     * @param version in the registry
     * @param pushedAt when its lists were written
     * @param live whether the pointer names it
     */
    public record Pushed(String name, int version, Instant pushedAt, boolean live) {}

    /** What a version is called in Redis: a version whose registry was made anew is another one. */
    public static String name(int version, String runId) {
        return "v%d-%.8s".formatted(version, runId);
    }

    /** Newest push first; those that have expired are left out. */
    public List<Pushed> list() {
        var live = redis.get(RedisKeys.CURRENT_MODEL);
        var models = new ArrayList<Pushed>();
        for (var model : redis.zrangeWithScores(RedisKeys.MODELS, 0, -1)) {
            var name = NAME.matcher(model.getElement());
            if (name.matches() && redis.exists(RedisKeys.model(model.getElement()))) {
                models.add(new Pushed(
                        model.getElement(),
                        Integer.parseInt(name.group("version")),
                        Instant.ofEpochMilli((long) model.getScore()),
                        model.getElement().equals(live)));
            }
        }
        models.sort(Comparator.comparing(Pushed::pushedAt).reversed());
        return List.copyOf(models);
    }

    /** The newest model pushed before the one that is live. */
    public Optional<Pushed> beforeLive() {
        return list().stream().dropWhile(model -> !model.live()).skip(1).findFirst();
    }
}
