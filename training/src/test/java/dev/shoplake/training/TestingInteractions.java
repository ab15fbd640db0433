package dev.shoplake.training;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.training.dataset.Interactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Interactions made for tests. */
public final class TestingInteractions {
    public static final Instant START = Instant.parse("2011-09-01T09:00:00Z");

    private static final List<EventType> TYPES = List.of(EventType.values());

    private final TreeMap<String, List<ActivityEntry>> histories = new TreeMap<>();
    private final Set<String> products = new HashSet<>();

    public TestingInteractions add(String user, EventType type, int day, String... productIds) {
        for (var product : productIds) {
            products.add(product);
            histories
                    .computeIfAbsent(user, key -> new ArrayList<>())
                    .add(new ActivityEntry(type, START.plus(Duration.ofDays(day)), 1, product));
        }
        return this;
    }

    public TestingInteractions user(String user) {
        histories.computeIfAbsent(user, key -> new ArrayList<>());
        return this;
    }

    public Interactions done() {
        histories.values().forEach(history -> history.sort(Comparator.comparing(ActivityEntry::at)));
        return new Interactions(histories, products);
    }

    /** Shoppers who buy at random, more often what stands first. */
    public static Interactions random(int users, int products, long seed) {
        var random = new Random(seed);
        var made = new TestingInteractions();
        for (int user = 0; user < users; user++) {
            for (int line = random.nextInt(1, 30); line > 0; line--) {
                int product = (int) (products * random.nextDouble() * random.nextDouble());
                made.add("u" + user, TYPES.get(random.nextInt(TYPES.size())), random.nextInt(100), "p" + product);
            }
        }
        return made.done();
    }
}
