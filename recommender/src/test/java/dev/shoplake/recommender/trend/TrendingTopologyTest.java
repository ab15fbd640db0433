package dev.shoplake.recommender.trend;

import static dev.shoplake.recommender.TestingShop.NOW;
import static dev.shoplake.recommender.TestingShop.product;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.recommender.TestingShop;
import dev.shoplake.recommender.catalogue.Catalogue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrendingTopologyTest {
    private static final Duration HALF_LIFE = Duration.ofDays(7);

    @TempDir
    Path state;

    private final Map<String, Double> written = new HashMap<>();
    private final Map<EventType, TestInputTopic<String, byte[]>> topics = new EnumMap<>(EventType.class);
    private final Random random = new Random(11);
    private Catalogue catalogue = TestingShop.catalogue();
    private boolean sinkAway;
    private int writes;
    private TopologyTestDriver driver;

    @BeforeEach
    void start() {
        var validator = new EventValidator(Clock.fixed(NOW, ZoneOffset.UTC));
        driver = new TopologyTestDriver(
                TrendingTopology.of(validator, new ForwardDecay(HALF_LIFE), this::write, () -> catalogue),
                TrendingStream.properties("nowhere:9092", state),
                NOW);
        for (var type : EventType.values()) {
            topics.put(
                    type, driver.createInputTopic(type.wireName(), new StringSerializer(), new ByteArraySerializer()));
        }
        flush();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void scoresAreTheLogarithmsOfCountsThatDecay() {
        var expected = new HashMap<String, Double>();
        for (int i = 0; i < 2_000; i++) {
            var at = NOW.minusSeconds(random.nextInt(90 * 24 * 3600));
            var event = anyEvent("user" + random.nextInt(50), at);
            send(event);
            // backward decay as of NOW, as the textbook has it
            for (var product : event.productIds()) {
                double ageInHalfLives = Duration.between(at, NOW).toMillis() / (double) HALF_LIFE.toMillis();
                expected.merge(product, weight(event) * Math.pow(2, -ageInHalfLives), Double::sum);
            }
        }
        flush();
        expected.keySet().remove(TestingShop.SERVICE);
        expected.values().removeIf(count -> count == 0);

        assertThat(written.keySet()).isEqualTo(expected.keySet());
        double now = NOW.toEpochMilli() / (double) HALF_LIFE.toMillis();
        expected.forEach((product, count) -> assertThat(Math.pow(2, written.getOrDefault(product, 0.0) - now))
                .as(product)
                .isCloseTo(count, within(count * 1e-6)));
    }

    @Test
    void whatTheConsumerRefusesCountsNothing() {
        var good = view("ann", product(1), NOW);
        topic(EventType.PAGE_VIEW).pipeInput("ann", "not json".getBytes(StandardCharsets.UTF_8));
        topic(EventType.PAGE_VIEW).pipeInput("ann", new byte[] {(byte) 0xff, 0, 1});
        topic(EventType.PAGE_VIEW).pipeInput("ann", null);
        topic(EventType.PAGE_VIEW).pipeInput("ann", "{\"event_type\":\"page_view\"}".getBytes(StandardCharsets.UTF_8));
        topic(EventType.PAGE_VIEW).pipeInput("ann", new byte[EventValidator.MAX_BYTES + 1]);
        topic(EventType.PURCHASE).pipeInput("ann", EventJson.write(good));
        topic(EventType.PAGE_VIEW).pipeInput("bob", EventJson.write(good));
        topic(EventType.PAGE_VIEW).pipeInput(null, EventJson.write(good));
        topic(EventType.PAGE_VIEW).pipeInput("ann", EventJson.write(view("ann", product(2), NOW.plusSeconds(3600))));
        flush();

        assertThat(written).isEmpty();

        send(good);
        flush();

        assertThat(written).containsOnlyKeys(product(1));
    }

    @Test
    void manyEventsAreOneWrite() {
        int before = writes;
        for (int i = 0; i < 1_000; i++) {
            send(view("ann", product(i % 90), NOW));
        }
        flush();

        assertThat(writes - before).isEqualTo(1);
        assertThat(written).hasSize(90);
    }

    @Test
    void aSinkThatWasAwayGetsEverythingWhenItIsBack() {
        send(view("ann", product(1), NOW));
        flush();
        sinkAway = true;
        written.clear();
        send(view("ann", product(2), NOW));
        flush();
        assertThat(written).isEmpty();

        sinkAway = false;
        driver.advanceWallClockTime(Duration.ofMinutes(1));

        assertThat(written).containsOnlyKeys(product(1), product(2));
    }

    @Test
    void aProductThatComesIntoTheCatalogueLaterBringsItsScore() {
        send(view("ann", "new product", NOW));
        flush();
        assertThat(written).isEmpty();

        var entries = new HashMap<>(TestingShop.entries());
        entries.put("new product", new CatalogueEntry("New", null, true, null));
        catalogue = new Catalogue(entries);
        flush();

        assertThat(written).containsOnlyKeys("new product");
    }

    private void write(List<TrendingSink.Score> scores) {
        if (sinkAway) {
            throw new IllegalStateException("sink is away");
        }
        writes++;
        scores.forEach(score -> {
            assertThat(score.category()).isEqualTo(catalogue.category(score.productId()));
            written.put(score.productId(), score.score());
        });
    }

    private TestInputTopic<String, byte[]> topic(EventType type) {
        return requireNonNull(topics.get(type));
    }

    private void flush() {
        driver.advanceWallClockTime(TrendingScores.FLUSH_INTERVAL);
    }

    private void send(Event event) {
        topic(event.type()).pipeInput(event.common().userId(), EventJson.write(event));
    }

    private Event anyEvent(String user, Instant at) {
        var product = random.nextInt(20) == 0 ? TestingShop.SERVICE : product(random.nextInt(90));
        return switch (random.nextInt(4)) {
            case 0 -> view(user, product, at);
            case 1 -> new Event.AddToCart(common(user, at), product, 2, null, null, null);
            case 2 -> new Event.Comment(common(user, at), product, 1 + random.nextInt(5), null);
            default -> {
                var items = new ArrayList<Event.Item>();
                items.add(new Event.Item(product, 3, BigDecimal.ONE));
                items.add(new Event.Item(product(random.nextInt(90)), 1, BigDecimal.TEN));
                yield new Event.Purchase(common(user, at), "o" + random.nextInt(), "GBP", items, null);
            }
        };
    }

    private Event view(String user, String product, Instant at) {
        return new Event.PageView(common(user, at), product, null, null);
    }

    private Event.Common common(String user, Instant at) {
        return new Event.Common(new UUID(random.nextLong(), random.nextLong()).toString(), at, user, "s1");
    }

    private static double weight(Event event) {
        return switch (event) {
            case Event.PageView view -> 1;
            case Event.AddToCart cart -> 3;
            case Event.Comment comment -> comment.rating() >= 3 ? 2 : 0;
            case Event.Purchase purchase -> 5;
        };
    }
}
