package dev.shoplake.recommender.store;

import dev.shoplake.contracts.redis.RedisKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/** The marks of active users: claimed, then taken out unless the user came back meanwhile. */
public final class RedisMarks {
    private static final String FUNCTIONS = "/redis/shoplake_refresh.lua";
    private static final List<String> KEYS = List.of(RedisKeys.ACTIVE_USERS);

    private final UnifiedJedis redis;

    public RedisMarks(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Puts the functions into Redis, in place of older ones. Needed once for each Redis, and harmless at any time. */
    public void loadFunctions() {
        redis.functionLoadReplace(functions());
    }

    /**
     * Half of them the users who came last, half those who have waited longest: after a break the queue is long, and those
     * who click now must not wait for its end. All stay marked until they are released.
     *
     * @param most 2 or more
     */
    public List<Mark> claim(int most) {
        var reply = (List<?>) redis.fcall("shoplake_refresh_claim", KEYS, List.of(Integer.toString(most)));
        var marks = new ArrayList<Mark>(reply.size() / 2);
        for (int i = 0; i < reply.size(); i += 2) {
            marks.add(new Mark((String) reply.get(i), (String) reply.get(i + 1)));
        }
        return marks;
    }

    /** Takes users out whose mark is as it was claimed, and remembers that they were active. */
    void release(List<Mark> marks, AbstractPipeline pipeline) {
        var arguments = new ArrayList<String>(marks.size() * 2);
        for (var mark : marks) {
            pipeline.zadd(RedisKeys.RECENTLY_ACTIVE, (double) mark.arrivedAt().toEpochMilli(), mark.userId());
            arguments.add(mark.userId());
            arguments.add(mark.claim());
        }
        pipeline.zremrangeByRank(RedisKeys.RECENTLY_ACTIVE, 0, -(RedisKeys.RECENTLY_ACTIVE_LIMIT + 1L));
        var released = pipeline.fcall("shoplake_refresh_release", KEYS, arguments);
        pipeline.sync();
        released.get();
    }

    /** Users whose lists were refreshed, latest first. */
    public List<String> recentlyActive() {
        return redis.zrange(
                RedisKeys.RECENTLY_ACTIVE,
                ZRangeParams.zrangeParams(0, RedisKeys.RECENTLY_ACTIVE_LIMIT).rev());
    }

    private static String functions() {
        try (InputStream stream = RedisMarks.class.getResourceAsStream(FUNCTIONS)) {
            if (stream == null) {
                throw new IllegalStateException(FUNCTIONS + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(FUNCTIONS + " cannot be read", e);
        }
    }
}
