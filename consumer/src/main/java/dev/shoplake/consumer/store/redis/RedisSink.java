package dev.shoplake.consumer.store.redis;

import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.deduplicate.Arrival;
import dev.shoplake.consumer.deduplicate.UserBatch;
import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.consumer.read.SourcePartition;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Writes activity, each event once. All events of a user in a partition are judged and stored by one call of a Redis
 * function (take.lua), the calls of a batch share one trip. Repeating a call changes nothing and gives the same answers.
 */
public final class RedisSink {
    /** Event ids kept per user and partition below the lake's offset: a duplicate that comes later is not told. */
    public static final int SEEN_LIMIT = 500;

    private static final Arrival[] ARRIVALS = {Arrival.FIRST, Arrival.REPLAY, Arrival.DUPLICATE};

    private final RedisClient redis;
    private final Clock clock;
    private final int seenLimit;
    private boolean functionLoaded;

    public RedisSink(RedisClient redis, Clock clock) {
        this(redis, clock, SEEN_LIMIT);
    }

    RedisSink(RedisClient redis, Clock clock, int seenLimit) {
        this.redis = redis;
        this.clock = clock;
        this.seenLimit = seenLimit;
    }

    /**
     * Takes events, then marks their users as active.
     *
     * @param batches events of one user and partition each, in the order of their offsets
     * @param committed the offset below which a partition is never read again
     * @return for each batch the arrivals of its events, in the same order
     * @throws ServerAwayException if Redis did not answer; some batches may have been taken
     */
    public List<List<Arrival>> take(List<UserBatch> batches, ToLongFunction<SourcePartition> committed) {
        try {
            loadFunction();
            var arrivals = takeAll(batches, committed);
            markActive(batches, arrivals);
            return arrivals;
        } catch (JedisException e) {
            functionLoaded = false; // the server may have come back without it
            throw new ServerAwayException("Redis did not take a batch", e);
        }
    }

    private void loadFunction() {
        if (!functionLoaded) {
            redis.functionLoadReplace(functionText());
            functionLoaded = true;
        }
    }

    private List<List<Arrival>> takeAll(List<UserBatch> batches, ToLongFunction<SourcePartition> committed) {
        var answers = new ArrayList<Response<Object>>(batches.size());
        try (var pipeline = redis.pipelined()) {
            for (var batch : batches) {
                answers.add(pipeline.fcall(
                        "shoplake_take", keys(batch), arguments(batch, committed.applyAsLong(batch.source()))));
            }
            pipeline.sync();
        }
        var arrivals = new ArrayList<List<Arrival>>(batches.size());
        for (var answer : answers) {
            arrivals.add(((List<?>) answer.get())
                    .stream().map(code -> ARRIVALS[((Long) code).intValue()]).toList());
        }
        return arrivals;
    }

    private static List<String> keys(UserBatch batch) {
        var source = batch.source();
        return List.of(
                RedisKeys.seen(batch.userId(), source.topicId(), source.partition()),
                RedisKeys.activity(batch.userId()));
    }

    private List<String> arguments(UserBatch batch, long committed) {
        var arguments = new ArrayList<String>(5 + batch.events().size() * 4);
        arguments.add(Long.toString(committed));
        arguments.add(Integer.toString(seenLimit));
        arguments.add(Long.toString(RedisKeys.SEEN_TTL.toSeconds()));
        arguments.add(Integer.toString(RedisKeys.ACTIVITY_LIMIT));
        arguments.add(Long.toString(RedisKeys.ACTIVITY_TTL.toSeconds()));
        for (var event : batch.events()) {
            var entries = ActivityEntry.of(event.event());
            arguments.add(event.event().common().eventId());
            arguments.add(Long.toString(event.message().offset()));
            arguments.add(Integer.toString(entries.size()));
            entries.forEach(entry -> arguments.add(entry.toText()));
        }
        return arguments;
    }

    /** Stands apart because the set of active users lies in another slot of a cluster; marking twice does no harm. */
    private void markActive(List<UserBatch> batches, List<List<Arrival>> arrivals) {
        Map<String, Double> active = new HashMap<>();
        double now = clock.millis();
        for (int index = 0; index < batches.size(); index++) {
            if (changesActivity(batches.get(index).events(), arrivals.get(index))) {
                active.put(batches.get(index).userId(), now);
            }
        }
        if (!active.isEmpty()) {
            redis.zadd(RedisKeys.ACTIVE_USERS, active);
        }
    }

    private static boolean changesActivity(List<AcceptedMessage> events, List<Arrival> arrivals) {
        for (int index = 0; index < events.size(); index++) {
            if (arrivals.get(index).isAccepted()
                    && !events.get(index).event().productIds().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String functionText() {
        try (InputStream stream = RedisSink.class.getResourceAsStream("take.lua")) {
            if (stream == null) {
                throw new IllegalStateException("take.lua is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("take.lua cannot be read", e);
        }
    }
}
