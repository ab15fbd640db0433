package dev.shoplake.recommender.store;

import static dev.shoplake.recommender.TestingShop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisMarksIT {
    private static final double ARRIVED = 1_794_000_000_123.0;
    private static final RecommendationList LIST =
            new RecommendationList(NOW, List.of(new RecommendationList.Item("p1", 1, "als")));

    private static final RedisClient REDIS = RedisConnection.open(
            RedisSettings.read(SettingsReader.of(LocalStack.shared("redis").environment())));

    private final RedisMarks marks = new RedisMarks(REDIS);
    private final RedisUsers users = new RedisUsers(REDIS, marks);

    @AfterAll
    static void disconnect() {
        REDIS.close();
    }

    @BeforeEach
    void empty() {
        REDIS.flushAll();
        marks.loadFunctions();
    }

    @Test
    void halfOfTheClaimedCameLastAndHalfHaveWaitedLongestAndAllStayMarked() {
        for (int i = 0; i < 10; i++) {
            REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED + i, "user" + i);
        }

        var claimed = marks.claim(4);

        assertThat(claimed).extracting(Mark::userId).containsExactly("user9", "user8", "user0", "user1");
        assertThat(claimed.getFirst().arrivedAt()).isEqualTo(Instant.ofEpochMilli((long) ARRIVED + 9));
        assertThat(REDIS.zcard(RedisKeys.ACTIVE_USERS)).isEqualTo(10);
        assertThat(marks.claim(4)).isEqualTo(claimed);
    }

    @Test
    void fewMarksAreEachClaimedOnce() {
        REDIS.zadd(RedisKeys.ACTIVE_USERS, Map.of("late", ARRIVED + 2, "early", ARRIVED, "middle", ARRIVED + 1));

        assertThat(marks.claim(64)).extracting(Mark::userId).containsExactlyInAnyOrder("early", "middle", "late");
    }

    @Test
    void aMarkIsTakenOutOnceItsListIsWritten() {
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED, "ann");

        users.write("m1", Map.of("ann", LIST), marks.claim(10));

        assertThat(REDIS.zscore(RedisKeys.ACTIVE_USERS, "ann")).isNull();
        assertThat(users.list("ann", "m1")).contains(LIST);
        assertThat(marks.recentlyActive()).containsExactly("ann");
        assertThat(REDIS.zscore(RedisKeys.RECENTLY_ACTIVE, "ann")).isEqualTo(ARRIVED);
    }

    @Test
    void aMarkThatChangesDuringTheRefreshStays() {
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED, "ann");
        var claimed = marks.claim(10);
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED + 1, "ann");

        users.write("m1", Map.of("ann", LIST), claimed);

        assertThat(REDIS.zscore(RedisKeys.ACTIVE_USERS, "ann")).isEqualTo(ARRIVED + 1);
    }

    @Test
    void evenAnArrivalInTheVeryMillisecondOfTheMarkIsSeen() {
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED, "ann");
        var claimed = marks.claim(10);
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED, "ann");

        users.write("m1", Map.of("ann", LIST), claimed);

        assertThat(REDIS.zscore(RedisKeys.ACTIVE_USERS, "ann")).isEqualTo(ARRIVED);
    }

    @Test
    void theSecondOfTwoRefreshersFindsNothingToTakeOut() {
        REDIS.zadd(RedisKeys.ACTIVE_USERS, ARRIVED, "ann");
        var first = marks.claim(10);
        var second = marks.claim(10);

        users.write("m1", Map.of("ann", LIST), first);
        users.write("m1", Map.of("ann", LIST), second);

        assertThat(REDIS.zcard(RedisKeys.ACTIVE_USERS)).isZero();
        assertThat(users.list("ann", "m1")).contains(LIST);
    }

    @Test
    void aListFromEarlierActivityNeverReplacesOneFromLater() {
        var later = new RecommendationList(NOW.plusMillis(1), List.of(new RecommendationList.Item("p2", 1, "als")));

        users.write("m1", Map.of("ann", later), List.of());
        users.write("m1", Map.of("ann", LIST), List.of());
        assertThat(users.list("ann", "m1")).contains(later);

        var latest = new RecommendationList(NOW.plusSeconds(1), LIST.items());
        users.write("m1", Map.of("ann", latest), List.of());
        assertThat(users.list("ann", "m1")).contains(latest);
        assertThat(REDIS.ttl(RedisKeys.recommendations("ann", "m1"))).isPositive();
    }
}
