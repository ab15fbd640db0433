package dev.shoplake.recommender.copy;

import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.trend.Trending;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/** The trending products as they were last read from Redis. */
public final class TrendingCopy {
    private static final int LAST = RedisKeys.TRENDING_LIMIT - 1;

    private final UnifiedJedis redis;
    private final Clock clock;
    private volatile Trending current;

    public TrendingCopy(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
        this.current = Trending.none(clock.instant());
    }

    public Trending current() {
        return current;
    }

    /** Reads the overall list and the list of each category of the catalogue, in one round trip. */
    public void reload(Catalogue catalogue) {
        var inCategory = new HashMap<String, Response<List<Tuple>>>();
        try (var pipeline = redis.pipelined()) {
            var overall = pipeline.zrevrangeWithScores(RedisKeys.TRENDING, 0, LAST);
            for (var category : catalogue.categories()) {
                inCategory.put(category, pipeline.zrevrangeWithScores(RedisKeys.trendingInCategory(category), 0, LAST));
            }
            pipeline.sync();
            var lists = HashMap.<String, List<Trending.Entry>>newHashMap(inCategory.size());
            for (var read : inCategory.entrySet()) {
                lists.put(read.getKey(), entries(read.getValue()));
            }
            current = new Trending(clock.instant(), entries(overall), Map.copyOf(lists));
        }
    }

    private static List<Trending.Entry> entries(Response<List<Tuple>> read) {
        return read.get().stream()
                .map(tuple -> new Trending.Entry(tuple.getElement(), tuple.getScore()))
                .toList();
    }
}
