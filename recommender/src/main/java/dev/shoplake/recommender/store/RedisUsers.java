package dev.shoplake.recommender.store;

import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** What users did, and what they are recommended. */
public final class RedisUsers {
    private static final Logger LOG = LoggerFactory.getLogger(RedisUsers.class);

    private static final String TTL_SECONDS = Long.toString(RedisKeys.MODEL_TTL.toSeconds());

    private final UnifiedJedis redis;
    private final RedisMarks marks;

    public RedisUsers(UnifiedJedis redis, RedisMarks marks) {
        this.redis = redis;
        this.marks = marks;
    }

    /** The list of a user under a model, if there is one. */
    public Optional<RecommendationList> list(String userId, String modelVersion) {
        return Optional.ofNullable(redis.get(RedisKeys.recommendations(userId, modelVersion)))
                .map(RecommendationList::ofJson);
    }

    /** What one user did, newest arrival first. */
    public List<ActivityEntry> activity(String userId) {
        return entries(userId, redis.lrange(RedisKeys.activity(userId), 0, RedisKeys.ACTIVITY_LIMIT - 1L));
    }

    /** What each of the users did, in one round trip. */
    public List<List<ActivityEntry>> activities(List<String> userIds) {
        try (var pipeline = redis.pipelined()) {
            var replies = userIds.stream()
                    .map(user -> pipeline.lrange(RedisKeys.activity(user), 0, RedisKeys.ACTIVITY_LIMIT - 1L))
                    .toList();
            pipeline.sync();
            var activities = new ArrayList<List<ActivityEntry>>(userIds.size());
            for (int user = 0; user < replies.size(); user++) {
                activities.add(entries(userIds.get(user), replies.get(user).get()));
            }
            return activities;
        }
    }

    /**
     * Writes lists, then takes the marks out: a process that dies in between leaves marks, never a stale list without one. A
     * list that was computed from later activity stays.
     *
     * @param lists user id → list; computed at the instant before the activity was read
     * @param claimed what was claimed of those users, none for users who are refreshed for another reason
     */
    public void write(String modelVersion, Map<String, RecommendationList> lists, List<Mark> claimed) {
        try (var pipeline = redis.pipelined()) {
            var replies = new ArrayList<Response<Object>>(lists.size());
            lists.forEach((user, list) -> replies.add(pipeline.fcall(
                    "shoplake_refresh_write",
                    List.of(RedisKeys.recommendations(user, modelVersion)),
                    List.of(list.toJson(), withoutZone(list.computedAt()), TTL_SECONDS))));
            pipeline.sync();
            replies.forEach(Response::get);
            if (!claimed.isEmpty()) {
                marks.release(claimed, pipeline);
            }
        }
    }

    /** So that an instant without a fraction sorts before one with. */
    private static String withoutZone(Instant instant) {
        var text = instant.toString();
        return text.substring(0, text.length() - 1);
    }

    /** An entry that cannot be read is passed over: the others still say what the user likes. */
    private static List<ActivityEntry> entries(String userId, List<String> texts) {
        var entries = new ArrayList<ActivityEntry>(texts.size());
        for (var text : texts) {
            try {
                entries.add(ActivityEntry.ofText(text));
            } catch (IllegalArgumentException e) {
                LOG.warn("user {}: {}", userId, e.getMessage());
            }
        }
        return entries;
    }
}
