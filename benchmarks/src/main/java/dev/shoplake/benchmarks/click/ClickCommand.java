package dev.shoplake.benchmarks.click;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.runtime.redis.RedisConnection;
import dev.shoplake.runtime.settings.SettingsException;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clicks of known customers, one after the other: each waits until the clicker's list has changed. */
@Command(
        name = "clicks",
        description = "Time from a click at the collector to the clicker's changed list at the recommender.",
        mixinStandardHelpOptions = true)
public final class ClickCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;

    @Option(names = "--clicks", defaultValue = "200", description = "how many (default: ${DEFAULT-VALUE})")
    private int clicks;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "clicks that do not count (default: ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "seed of users and products (default: ${DEFAULT-VALUE})")
    private long seed;

    public ClickCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        ClickSettings settings;
        try {
            settings = ClickSettings.from(environment);
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "./shoplake sets them while postgres, redis, collector and recommender run: ./shoplake up");
            return 2;
        }
        var random = new Random(seed);
        var users = customers(settings);
        var products = products(settings);
        var acknowledged = new long[clicks];
        var changed = new long[clicks];
        try (var shop = new Shop(settings)) {
            for (int click = -warmUp; click < clicks; click++) {
                var user = users.get(random.nextInt(users.size()));
                var before = shop.list(user);
                long start = System.nanoTime();
                shop.send(click(user, products.get(random.nextInt(products.size()))));
                long safe = System.nanoTime();
                while (shop.list(user).equals(before)) {
                    if (System.nanoTime() - start > PATIENCE.toNanos()) {
                        System.err.printf("The list of user %s did not change within %s.%n", user, PATIENCE);
                        return 1;
                    }
                    LockSupport.parkNanos(2_000_000);
                }
                if (click >= 0) {
                    acknowledged[click] = safe - start;
                    changed[click] = System.nanoTime() - start;
                }
            }
        }
        report(new Latencies(acknowledged), new Latencies(changed));
        return 0;
    }

    private void report(Latencies acknowledged, Latencies changed) {
        System.out.printf("%d clicks, milliseconds %16s %8s %8s %8s%n", clicks, "p50", "p95", "p99", "max");
        System.out.println(acknowledged.line("click safe in Kafka (the floor)"));
        System.out.println(changed.line("click to changed list"));
        System.out.printf("ratio of p50: %.1f%n", changed.percentile(0.5) / acknowledged.percentile(0.5));
    }

    private static Event click(String user, String product) {
        var common = new Common(UUID.randomUUID().toString(), Instant.now(), user, "benchmark");
        return new AddToCart(common, product, 1, null, null, null);
    }

    private static List<String> customers(ClickSettings settings) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        settings.postgres().url(),
                        settings.postgres().user(),
                        settings.postgres().password().value());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT customer_id FROM customers ORDER BY customer_id")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return required(found, "customers in the shop's database");
    }

    private static List<String> products(ClickSettings settings) {
        try (var redis = RedisConnection.open(settings.redis())) {
            var found = redis.hgetAll(RedisKeys.CATALOGUE).entrySet().stream()
                    .filter(entry -> CatalogueEntry.ofJson(entry.getValue()).isProduct())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            return required(found, "products in the live catalogue");
        }
    }

    private static List<String> required(List<String> found, String what) {
        if (found.isEmpty()) {
            throw new IllegalStateException("There are no " + what + ": run ./shoplake demo first.");
        }
        return found;
    }
}
