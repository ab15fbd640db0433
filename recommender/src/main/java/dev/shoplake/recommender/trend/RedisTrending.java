package dev.shoplake.recommender.trend;

import dev.shoplake.contracts.redis.RedisKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Trending sets in Redis: one over all products, one a category, each trimmed to {@link RedisKeys#TRENDING_LIMIT}. */
public final class RedisTrending implements TrendingSink {
    private static final int CHUNK = 5_000;

    private final UnifiedJedis redis;

    public RedisTrending(UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public void write(List<Score> scores) {
        for (int first = 0; first < scores.size(); first += CHUNK) {
            writeChunk(scores.subList(first, Math.min(scores.size(), first + CHUNK)));
        }
    }

    private void writeChunk(List<Score> scores) {
        var sets = new HashMap<String, Map<String, Double>>();
        for (var score : scores) {
            add(sets, RedisKeys.TRENDING, score);
            if (score.category() != null) {
                add(sets, RedisKeys.trendingInCategory(score.category()), score);
            }
        }
        try (var pipeline = redis.pipelined()) {
            var replies = sets.entrySet().stream()
                    .<Response<Long>>map(set -> {
                        var added = pipeline.zadd(set.getKey(), set.getValue());
                        pipeline.zremrangeByRank(set.getKey(), 0, -(RedisKeys.TRENDING_LIMIT + 1L));
                        return added;
                    })
                    .toList();
            pipeline.sync();
            replies.forEach(Response::get);
        }
    }

    private static void add(Map<String, Map<String, Double>> sets, String key, Score score) {
        sets.computeIfAbsent(key, name -> new HashMap<>()).put(score.productId(), score.score());
    }
}
