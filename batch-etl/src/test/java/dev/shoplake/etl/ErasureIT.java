package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.etl.TestingLake.Outcome;
import dev.shoplake.etl.pseudonym.Pseudonyms;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** A person goes from everything that is kept, and the months stay. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ErasureIT {
    private static final String PERSON = "person-4711";
    private static final String OTHER = "person-4712";
    private static final String KEY = "a key of the test's own";
    private static final String PSEUDONYM = new Pseudonyms(new Secret(KEY)).of(PERSON);

    private static final List<LakeTable> FIGURES = LakeTables.batch().stream()
            .filter(table -> table.namespace().equals("marts") || table.name().startsWith("fact_"))
            .filter(table -> TestingLake.dataTables().contains(table))
            // It tells of the sources, which go on
            .filter(table -> !table.equals(MartTables.FRESHNESS))
            .toList();

    private static final List<LakeTable> SALES = FIGURES.stream()
            .filter(table -> Set.of("fact_sales", "fact_orders", "daily_sales", "customer_ltv", "rfm_segments")
                    .contains(table.name()))
            .toList();

    private static LocalStack stack;
    private static Map<String, String> environment;
    private static TestingLake lake;
    private static TestingShop shop;
    private static RedisClient redis;

    @BeforeAll
    static void open() {
        stack = LocalStack.shared("redis");
        var settings = new HashMap<>(stack.environment());
        settings.putAll(Map.of(
                "SHOPLAKE_SHOP_TIMEZONE", "America/New_York",
                "SHOPLAKE_SHOP_CURRENCY", "EUR",
                "SHOPLAKE_ERASURE_KEY", KEY));
        environment = Map.copyOf(settings);
        lake = new TestingLake(environment);
        shop = new TestingShop(lake.environment());
        redis = RedisConnection.open(RedisSettings.read(SettingsReader.of(lake.environment())));
    }

    @Test
    void aPersonGoesFromEverythingThatIsKeptAndTheMonthsStay() throws Exception {
        emptyStore();
        shop.loadSmallShop();
        shop.execute(TestingShop.text("person.sql"));
        lake.addEvents(TestingShop.text("small_shop_events.sql"));
        lake.addEvents(TestingShop.text("person_events.sql"));
        addLetters();
        done("run", "--full");
        done("close-month", "2026-01");
        // She moves, and orders once more
        shop.execute("UPDATE customers SET city = 'Dresden', updated_at = now() WHERE customer_id = '" + PERSON + "'");
        shop.execute(
                "UPDATE orders SET order_timestamp = '2026-02-17 10:00:00', updated_at = now() WHERE order_id = 'z2'");
        dropOrder();
        done("run");
        var figures = lake.content(FIGURES);
        var sales = lake.content(SALES);
        var closed = lake.contentTagged("close_2026_01", FIGURES);
        var closes = done("closes");
        fillRedis();

        var erased = lake.etl("erase", PERSON);

        assertThat(erased.errors()).isEmpty();
        assertThat(erased.exitCode()).as(erased.output()).isZero();
        assertThat(erased.output())
                .doesNotContain(PERSON)
                .containsPattern("cleaned.customers +1 +0\n")
                .containsPattern("cleaned.customer_versions +2 +0\n")
                .containsPattern("cleaned.customer_keys +1 +0\n")
                .containsPattern("cleaned.orders +3 +0\n")
                .containsPattern("ops.quarantine +1 +0\n")
                .containsPattern("raw.dead_letters +2 +0\n")
                .containsPattern("raw.events +4 +0\n")
                .containsPattern("raw zone and archive +[0-9]+ +0\n")
                .containsPattern("Redis +6 +0\n");
        requireNoTraceOfThePerson();
        assertThat(lake.content(FIGURES)).isEqualTo(figures);
        assertThat(lake.contentTagged("close_2026_01", FIGURES)).isEqualTo(closed);
        assertThat(done("closes")).isEqualTo(closes);
        assertThat(lake.etl("window").exitCode()).isEqualTo(PendingWindow.NOTHING_TO_DO);
        assertThat(rows("SELECT customer_id, country, region, city, postal_code, email FROM lake.cleaned.customers"
                        + " WHERE customer_id LIKE 'erased%' OR customer_id = '" + OTHER + "' ORDER BY customer_id"))
                .containsExactly(
                        PSEUDONYM + "|Germany|null|null|null|null",
                        OTHER + "|Germany|Saxony|Leipzig|04109|kept@example.org");
        assertThat(rows("SELECT event_id, payload FROM lake.raw.events WHERE user_id = '" + PSEUDONYM + "' ORDER BY 1"))
                .containsExactly(
                        "f1|{}",
                        "f2|{\"quantity\":3,\"unit_price\":10.25}",
                        "f3|{\"currency\":\"EUR\",\"items\":[{\"product_id\":\"p1\",\"quantity\":3,\"unit_price\":10}]}",
                        "f4|{}");
        assertThat(rows("SELECT source_offset FROM lake.raw.dead_letters")).containsExactly("3");
        assertThat(rows("SELECT place, sum(row_count) FROM lake.ops.erasures WHERE pseudonym = '" + PSEUDONYM
                        + "' AND place IN ('cleaned.orders', 'raw.events', 'Redis') GROUP BY place ORDER BY place"))
                .containsExactly("Redis|6", "cleaned.orders|3", "raw.events|4");
        assertThat(redis.keys("*"))
                .contains(RedisKeys.activity(OTHER), RedisKeys.recommendations(OTHER, "m1"))
                .noneMatch(key -> key.contains(PERSON));
        assertThat(redis.zscore(RedisKeys.ACTIVE_USERS, OTHER)).isEqualTo(2);

        var again = lake.etl("erase", PERSON);
        assertThat(again.exitCode()).as(again.output() + again.errors()).isEqualTo(PendingWindow.NOTHING_TO_DO);

        // The shop has her still, her rows are touched, and she comes back to its pages
        shop.execute("UPDATE customers SET city = 'Jena', updated_at = now() WHERE customer_id = '" + PERSON + "'");
        shop.execute("UPDATE orders SET note = 'still person-4711', updated_at = now() WHERE order_id IN ('z1', 'z3')");
        lake.addEvents("SELECT 'g1', 'page_view', TIMESTAMP '2026-02-20 09:00:00', '" + PERSON
                + "', 'tab', 'p1', NULL, NULL," + " '{}', 'page_view', 0, 900L, TIMESTAMP '2026-03-02 00:00:00'");
        done("run");
        assertThat(naming(PERSON)).allMatch(object -> object.contains("/raw/events_"));
        assertThat(lake.content(SALES)).isEqualTo(sales);
        assertThat(lake.contentTagged("close_2026_01", FIGURES)).isEqualTo(closed);
        assertThat(rows(
                        "SELECT count(*) FROM lake.structured.fact_events AS events JOIN lake.cleaned.customer_keys AS known"
                                + " USING (customer_key) WHERE events.event_id IN ('f1', 'g1') AND known.user_id = '"
                                + PSEUDONYM + "'"))
                .containsExactly("2");
        rows("SELECT DISTINCT run_id FROM lake.ops.runs").forEach(run -> done("restore-raw", run));
        var third = lake.etl("erase", PERSON);
        assertThat(third.exitCode()).as(third.output() + third.errors()).isZero();
        assertThat(third.output()).containsPattern("raw.events +1 +0\n");
        requireNoTraceOfThePerson();
    }

    @Test
    void theStreamGoesOnMeanwhileAndAnotherKeyOrAnOpenRunIsRefused() throws Exception {
        emptyStore();
        lake.addEvents(TestingShop.text("person_events.sql"));
        var stream = new TestingStream(lake, OffsetDateTime.parse("2026-01-21T10:00:00Z"));
        for (int offset = 0; offset < 3; offset++) {
            stream.commit(offset);
        }
        var over = new AtomicBoolean();
        Outcome erased;
        int committed;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appender = threads.submit(() -> {
                int offset = 3;
                while (!over.get()) {
                    stream.commit(offset++);
                }
                return offset;
            });
            try {
                erased = lake.etl("erase", PERSON, "nobody-ever");
            } finally {
                over.set(true);
            }
            committed = appender.get();
        }
        assertThat(erased.errors()).isEmpty();
        assertThat(erased.exitCode()).as(erased.output()).isZero();
        assertThat(committed).isGreaterThan(4);
        assertThat(stream.offsets()).isEqualTo("[%d]".formatted(committed));
        assertThat(rows("SELECT count(*), count(DISTINCT event_id) FROM lake.raw.events WHERE user_id = 'anna'"))
                .containsExactly(committed + "|" + committed);
        assertThat(naming(PERSON)).isEmpty();
        assertThat(numbersOfFiles()).contains(1L);

        var other = new HashMap<>(lake.environment());
        other.put("SHOPLAKE_ERASURE_KEY", "another key");
        var locked = new TestingLake(other).etl("erase", OTHER);
        assertThat(locked.exitCode()).isEqualTo(2);
        assertThat(locked.errors()).contains("SHOPLAKE_ERASURE_KEY is not the key by which persons were erased");
        other.put("SHOPLAKE_ERASURE_KEY", "");
        var keyless = new TestingLake(other).etl("erase", OTHER);
        assertThat(keyless.exitCode()).isEqualTo(2);
        assertThat(keyless.errors()).contains("SHOPLAKE_ERASURE_KEY is missing");
        assertThat(lake.etl("erase", PSEUDONYM).exitCode()).isEqualTo(2);

        lake.branch("etl_2026_01_01_2026_02_01");
        var refused = lake.etl("erase", OTHER);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("not published: etl_2026_01_01_2026_02_01");
        lake.dropBranch("etl_2026_01_01_2026_02_01");

        other.putAll(lake.environment());
        other.put("SHOPLAKE_REDIS_URI", "redis://127.0.0.1:1");
        var away = new TestingLake(other).etl("erase", OTHER);
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.errors()).startsWith("etl: Redis redis://127.0.0.1:1 does not answer");
    }

    /** What tells new events: the file of the first commit was written anew and has its number still. */
    private static List<Long> numbersOfFiles() throws IOException {
        var numbers = new ArrayList<Long>();
        try (var tasks = lake.table("main", LakeTables.RAW_EVENTS).newScan().planFiles()) {
            tasks.forEach(task -> numbers.add(task.file().dataSequenceNumber()));
        }
        return numbers;
    }

    private static void requireNoTraceOfThePerson() throws Exception {
        assertThat(naming(PERSON)).isEmpty();
        assertThat(redis.keys("*")).noneMatch(key -> key.contains(PERSON));
        while (!redisFilesThatName(PERSON).isEmpty()) {
            // The rewriting goes on in the background; the test's time is limited
            redis.ping();
        }
    }

    private static List<String> naming(String text) {
        return StoredObjects.naming(EtlSettings.from(lake.environment()).lake(), text);
    }

    private static List<Path> redisFilesThatName(String text) throws IOException {
        var folder = stack.home().resolve("data").resolve("redis");
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            // Taken away meanwhile
            return true;
        }
    }

    private static void addLetters() {
        lake.add(LakeTables.RAW_DEAD_LETTERS, """
                SELECT 'page_view', 0, source_offset, 'page_view', '[]', CAST(payload AS BINARY), TIMESTAMP '2026-02-01 00:00:00'
                FROM VALUES
                    (1L, '{"user_id":"person-4711","product_id":5}'),
                    (2L, '{"user_id": "person-4711", broken'),
                    (3L, '{"user_id":"person-4712","product_id":5}')
                AS letters (source_offset, payload)""");
    }

    /** Of another till, which writes Parquet with types of its own. */
    private static void dropOrder() {
        try (var inbox = new TestingInbox(lake)) {
            lake.on("main")
                    .spark()
                    .sql("SELECT 'z5' AS order_id, '" + PERSON + "' AS customer_id, 'completed' AS status,"
                            + " TIMESTAMP_NTZ '2026-02-18 10:00:00' AS order_timestamp,"
                            + " TIMESTAMP '2026-03-01 00:00:00Z' AS updated_at")
                    .coalesce(1)
                    .write()
                    .parquet(inbox.folder("orders"));
        }
    }

    private static void fillRedis() {
        redis.flushAll();
        for (var user : List.of(PERSON, OTHER)) {
            redis.lpush(RedisKeys.activity(user), "page_view|1|1|p1");
            redis.zadd(RedisKeys.seen(user, "topic", 0), 1, "e1");
            redis.set(RedisKeys.recommendations(user, "m1"), "{}");
            redis.set(RedisKeys.recommendations(user, "m2"), "{}");
            redis.zadd(RedisKeys.ACTIVE_USERS, 2, user);
            redis.zadd(RedisKeys.RECENTLY_ACTIVE, 2, user);
        }
    }

    /** The search reads all objects, so nothing of an earlier test may lie there. */
    private static void emptyStore() {
        PublishedSmallShop.forget();
        lake.empty();
        // A session that knew the catalog before goes on from what it knew
        lake = new TestingLake(environment);
        var settings = EtlSettings.from(lake.environment()).lake();
        try (var store = new S3FileIO()) {
            store.initialize(settings.catalogProperties("main", Map.of()));
            Stream.of("warehouse", "raw", "archive")
                    .map(folder -> "s3://%s/%s/".formatted(settings.warehouse().getHost(), folder))
                    .forEach(store::deletePrefix);
        }
    }

    private static List<String> rows(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    private static String done(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).describedAs(String.join(" ", arguments)).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.output();
    }
}
