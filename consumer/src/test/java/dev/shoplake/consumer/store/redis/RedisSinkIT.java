package dev.shoplake.consumer.store.redis;

import static dev.shoplake.consumer.deduplicate.Arrival.DUPLICATE;
import static dev.shoplake.consumer.deduplicate.Arrival.FIRST;
import static dev.shoplake.consumer.deduplicate.Arrival.REPLAY;
import static dev.shoplake.consumer.read.TestingMessages.NOW;
import static dev.shoplake.consumer.read.TestingMessages.accepted;
import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.purchase;
import static dev.shoplake.consumer.read.TestingMessages.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.deduplicate.Arrival;
import dev.shoplake.consumer.deduplicate.UserBatch;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

class RedisSinkIT {
    private final Map<String, String> environment = LocalStack.shared("redis").environment();
    private final RedisClient redis = RedisConnection.open(RedisSettings.read(SettingsReader.of(environment)));
    private final String user = "user-" + UUID.randomUUID();
    private final RedisSink sink = sink(RedisSink.SEEN_LIMIT);

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void storesAFirstArrivalAndMarksTheUserActive() {
        var event = purchase(1, user, "mug", "plate");

        assertThat(take(0, accepted(event, 10))).containsExactly(FIRST);

        assertThat(activity()).containsExactly(text(event, 1), text(event, 0));
        assertThat(redis.zscore(RedisKeys.ACTIVE_USERS, user)).isEqualTo((double) NOW.toEpochMilli());
        assertThat(redis.ttl(seenKey())).isBetween(1L, RedisKeys.SEEN_TTL.toSeconds());
        assertThat(redis.ttl(RedisKeys.activity(user))).isBetween(1L, RedisKeys.ACTIVITY_TTL.toSeconds());
    }

    @Test
    void leavesAUserWhoSawNoProductInPeace() {
        assertThat(take(0, accepted(view(1, user, null), 10))).containsExactly(FIRST);

        assertThat(activity()).isEmpty();
        assertThat(redis.zscore(RedisKeys.ACTIVE_USERS, user)).isNull();
    }

    @Test
    void tellsADuplicateInTheSameAndInALaterBatch() {
        assertThat(take(0, carts(at(1, 10), at(1, 11), at(2, 12)))).containsExactly(FIRST, DUPLICATE, FIRST);
        assertThat(take(0, carts(at(2, 13), at(1, 14), at(3, 15)))).containsExactly(DUPLICATE, DUPLICATE, FIRST);

        assertThat(activity()).hasSize(3);
    }

    @Test
    void answersAReplayWithoutASecondEffect() {
        var first = carts(at(1, 10), at(2, 11), at(1, 12), at(3, 13));
        assertThat(take(10, first)).containsExactly(FIRST, FIRST, DUPLICATE, FIRST);

        assertThat(take(10, first)).containsExactly(REPLAY, REPLAY, DUPLICATE, REPLAY);
        assertThat(take(10, carts(at(3, 13), at(4, 14), at(3, 15)))).containsExactly(REPLAY, FIRST, DUPLICATE);
        assertThat(activity()).hasSize(4);
    }

    @Test
    void doesNotMistakeABatchThatEndsWithDuplicatesForAReplay() {
        take(0, carts(at(1, 10), at(1, 11), at(1, 12)));

        assertThat(take(0, carts(at(2, 13), at(3, 14)))).containsExactly(FIRST, FIRST);
    }

    @Test
    void takesAnEventAgainWhoseFirstArrivalIsForgottenOnlyBehindTheFence() {
        var narrow = sink(3);
        take(narrow, 0, carts(at(1, 10), at(2, 11), at(3, 12), at(4, 13)));

        assertThat(take(narrow, 14, carts(at(4, 14), at(1, 15))))
                .as("the three newest below the lake's offset are known, the fourth is forgotten")
                .containsExactly(DUPLICATE, FIRST);
        assertThat(take(narrow, 14, carts(at(5, 9))))
                .as("an unknown event behind the fence was taken before")
                .containsExactly(REPLAY);
    }

    @Test
    void neverForgetsWhatTheLakeDoesNotHoldYet() {
        var narrow = sink(3);
        var events = new ArrayList<AcceptedMessage>();
        for (int number = 0; number < 50; number++) {
            events.add(accepted(cart(number, user, "mug"), 100 + number));
        }
        take(narrow, 100, events.toArray(AcceptedMessage[]::new));

        assertThat(take(narrow, 100, events.toArray(AcceptedMessage[]::new))).containsOnly(REPLAY);
        assertThat(redis.zcard(seenKey())).isEqualTo(50);
        take(narrow, 150, accepted(cart(50, user, "mug"), 150));
        assertThat(redis.zcard(seenKey())).isEqualTo(4);
    }

    @Test
    void givesTheSameAnswerToADuplicateWhoseOriginalStoodAtTheEdgeOfTheWindow() {
        var narrow = sink(2);
        take(narrow, 0, carts(at(1, 10), at(2, 11)));
        var uncommitted = carts(at(1, 12), at(3, 13), at(4, 14), at(5, 15));
        assertThat(take(narrow, 12, uncommitted)).containsExactly(DUPLICATE, FIRST, FIRST, FIRST);

        assertThat(take(narrow, 12, uncommitted)).containsExactly(DUPLICATE, REPLAY, REPLAY, REPLAY);
    }

    @Test
    void keepsTheNewestFiveHundredInteractions() {
        for (int batch = 0; batch < 6; batch++) {
            var events = new ArrayList<AcceptedMessage>();
            for (int number = 0; number < 100; number++) {
                int offset = batch * 100 + number;
                events.add(accepted(cart(offset, user, "mug-" + offset), offset));
            }
            take(0, events.toArray(AcceptedMessage[]::new));
        }

        assertThat(activity()).hasSize(RedisKeys.ACTIVITY_LIMIT);
        assertThat(activity().getFirst()).endsWith("|mug-599");
        assertThat(activity().getLast()).endsWith("|mug-100");
    }

    @Test
    void storesAPurchaseOfTwoThousandLines() {
        var products = new String[2_000];
        java.util.Arrays.setAll(products, index -> "p" + index);

        assertThat(take(0, accepted(purchase(1, user, products), 1))).containsExactly(FIRST);

        assertThat(activity()).hasSize(RedisKeys.ACTIVITY_LIMIT);
        assertThat(activity().getFirst()).endsWith("|p1999");
    }

    @Test
    void keepsOffsetsExactWhereDoublesWouldBeShortened() {
        long offset = 123_456_789_012_345L;
        take(0, accepted(cart(1, user, "mug"), offset));

        assertThat(take(0, accepted(cart(1, user, "mug"), offset), accepted(cart(1, user, "mug"), offset + 1)))
                .containsExactly(REPLAY, DUPLICATE);
    }

    /**
     * Random events, duplicates and crashes against a model that never crashes. After each crash reading starts again at
     * the offset of the last commit; whatever is read again must get the answer it had, and have no second effect.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithAModelWhateverCrashes(long seed) {
        var random = new Random(seed);
        var narrow = sink(20);
        var log = new ArrayList<AcceptedMessage>();
        var originals = new ArrayList<AcceptedMessage>();
        for (int offset = 0; offset < 600; offset++) {
            if (offset > 0 && random.nextInt(4) == 0) {
                var original = originals.get(Math.max(0, originals.size() - 1 - random.nextInt(15)));
                log.add(accepted(original.event(), offset));
            } else {
                var original = accepted(cart(offset, user, "mug-" + offset), offset);
                originals.add(original);
                log.add(original);
            }
        }
        var model = new HashMap<String, Integer>();
        var accepted = new HashMap<Integer, Boolean>();
        int committed = 0;
        int position = 0;
        while (committed < log.size()) {
            int end = Math.min(log.size(), position + 1 + random.nextInt(12));
            var batch = log.subList(position, end);
            var answers = take(narrow, committed, batch.toArray(AcceptedMessage[]::new));
            for (int index = 0; index < batch.size(); index++) {
                int offset = position + index;
                int first =
                        model.computeIfAbsent(batch.get(index).event().common().eventId(), id -> offset);
                assertThat(answers.get(index).isAccepted())
                        .as("seed %d, offset %d, first arrival %d", seed, offset, first)
                        .isEqualTo(first == offset);
                var before = accepted.put(offset, answers.get(index).isAccepted());
                assertThat(answers.get(index) == FIRST)
                        .as("seed %d, offset %d: a first arrival comes once", seed, offset)
                        .isEqualTo(first == offset && before == null);
            }
            position = end;
            int fate = random.nextInt(10);
            if (fate < 3) {
                committed = position;
            } else if (fate < 5) {
                position = committed; // a crash
            }
            if (position == log.size()) {
                committed = position;
            }
        }

        var expected = new ArrayList<String>();
        originals.forEach(original -> expected.addFirst(text(original.event(), 0)));
        assertThat(activity()).containsExactlyElementsOf(expected.subList(0, Math.min(500, expected.size())));
    }

    @Test
    void goesOnAfterTheServerHasLostItsFunctions() {
        take(0, carts(at(1, 10)));
        redis.functionFlush();
        var batches = UserBatch.split(List.of(carts(at(2, 11))));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> sink.take(batches, source -> 0))
                .isInstanceOf(dev.shoplake.consumer.read.ServerAwayException.class)
                .hasMessageContaining("Redis did not take a batch");
        assertThat(sink.take(batches, source -> 0)).containsExactly(List.of(FIRST));
    }

    private List<Arrival> take(long committed, AcceptedMessage... events) {
        return take(sink, committed, events);
    }

    private static List<Arrival> take(RedisSink sink, long committed, AcceptedMessage... events) {
        var batches = UserBatch.split(List.of(events));
        assertThat(batches).hasSize(1);
        return sink.take(batches, source -> committed).getFirst();
    }

    private record At(int number, long offset) {}

    private static At at(int number, long offset) {
        return new At(number, offset);
    }

    private AcceptedMessage[] carts(At... arrivals) {
        return List.of(arrivals).stream()
                .map(arrival -> accepted(cart(arrival.number(), user, "mug"), arrival.offset()))
                .toArray(AcceptedMessage[]::new);
    }

    private List<String> activity() {
        return redis.lrange(RedisKeys.activity(user), 0, -1);
    }

    private String seenKey() {
        return RedisKeys.seen(user, "topic-a", 0);
    }

    private static String text(dev.shoplake.contracts.event.Event event, int entry) {
        return ActivityEntry.of(event).get(entry).toText();
    }

    private RedisSink sink(int seenLimit) {
        return new RedisSink(redis, Clock.fixed(NOW, ZoneOffset.UTC), seenLimit);
    }
}
