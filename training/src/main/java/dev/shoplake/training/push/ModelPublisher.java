package dev.shoplake.training.push;

import dev.shoplake.contracts.ranking.Model;
import dev.shoplake.contracts.ranking.Ranker;
import dev.shoplake.contracts.ranking.Scored;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.training.dataset.Interactions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Writes a model and every user's list under the model's version. Nothing of it is live before {@link #switchTo}: a push that
 * dies half-way leaves keys that nobody reads and that expire.
 */
public final class ModelPublisher {
    /** Versions kept: the live one and what one may want to go back to. */
    private static final int KEPT_VERSIONS = 3;

    private static final int BLOCK = 500;
    private static final int SCAN_COUNT = 1_000;

    private final RedisClient redis;
    private final Clock clock;

    /** @param clock stamps lists and orders versions */
    public ModelPublisher(RedisClient redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Lists that were written.
     *
     * @param personal ranked by the user's own history
     * @param popular given to users whose history says nothing about products
     */
    public record Pushed(int personal, int popular) {}

    /**
     * Writes the model and a list for each user.
     *
     * @param histories user id → interactions
     * @param fallback what users get for whom the model ranks nothing
     * @param length most products in a list
     */
    public Pushed write(
            Model model,
            Map<String, List<ActivityEntry>> histories,
            Set<String> products,
            List<Scored> fallback,
            int length) {
        redis.zadd(RedisKeys.MODELS, (double) clock.millis(), model.version());
        writeModel(model);
        var ranker = new Ranker(model, products::contains);
        int popular = 0;
        var users = List.copyOf(histories.keySet());
        for (int first = 0; first < users.size(); first += BLOCK) {
            popular += writeBlock(
                    model.version(),
                    ranker,
                    users.subList(first, Math.min(users.size(), first + BLOCK)),
                    histories,
                    fallback,
                    length);
        }
        return new Pushed(users.size() - popular, popular);
    }

    /** Makes a version live: one write, after which every reader follows it. */
    public void switchTo(String version) {
        redis.set(RedisKeys.CURRENT_MODEL, version);
    }

    /** Removes all versions but the live one and the newest; returns the names of those that went. */
    public List<String> removeOldVersions() {
        var live = redis.get(RedisKeys.CURRENT_MODEL);
        var removed = new ArrayList<String>();
        for (var version : redis.zrange(
                RedisKeys.MODELS, ZRangeParams.zrangeParams(KEPT_VERSIONS, -1).rev())) {
            if (!version.equals(live)) {
                remove(version);
                removed.add(version);
            }
        }
        return removed;
    }

    private void writeModel(Model model) {
        var key = bytes(RedisKeys.model(model.version()));
        try (var pipeline = redis.pipelined()) {
            pipeline.hset(
                    key, bytes(Model.PARAMETERS_FIELD), bytes(model.parameters().toJson()));
            pipeline.hset(key, bytes(Model.FACTORS_FIELD), model.items().toBytes());
            pipeline.expire(key, RedisKeys.MODEL_TTL.toSeconds());
        }
    }

    private int writeBlock(
            String version,
            Ranker ranker,
            List<String> users,
            Map<String, List<ActivityEntry>> histories,
            List<Scored> fallback,
            int length) {
        var live = users.stream()
                .map(user -> Interactions.live(histories.getOrDefault(user, List.of())))
                .toList();
        var lists = ranker.rank(live, length);
        var ttl = SetParams.setParams().ex(RedisKeys.MODEL_TTL.toSeconds());
        int popular = 0;
        try (var pipeline = redis.pipelined()) {
            for (int i = 0; i < users.size(); i++) {
                var list = lists.get(i);
                if (list.isEmpty()) {
                    list = fallback;
                    popular++;
                }
                pipeline.set(RedisKeys.recommendations(users.get(i), version), text(list), ttl);
            }
        }
        return popular;
    }

    private String text(List<Scored> list) {
        return new RecommendationList(
                        clock.instant(),
                        list.stream()
                                .map(item -> new RecommendationList.Item(item.productId(), item.score(), item.source()))
                                .toList())
                .toJson();
    }

    private void remove(String version) {
        var lists = new ScanParams()
                .match(RedisKeys.recommendations("*", version).replace("{*}", "*"))
                .count(SCAN_COUNT);
        var cursor = ScanParams.SCAN_POINTER_START;
        do {
            var found = redis.scan(cursor, lists);
            try (var pipeline = redis.pipelined()) {
                found.getResult().forEach(pipeline::unlink);
            }
            cursor = found.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        redis.unlink(RedisKeys.model(version));
        redis.zrem(RedisKeys.MODELS, version);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
