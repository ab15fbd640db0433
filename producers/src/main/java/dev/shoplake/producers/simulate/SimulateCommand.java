package dev.shoplake.producers.simulate;

import dev.shoplake.contracts.redis.CatalogueEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import dev.shoplake.producers.progress.Progress;
import dev.shoplake.producers.publish.DeliveryTally;
import dev.shoplake.producers.publish.EventPublisher;
import dev.shoplake.runtime.redis.RedisConnection;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;

/** {@code events simulate}. */
public final class SimulateCommand {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    private static final int CATALOGUE_PAGE = 1_000;

    private final SimulateSettings settings;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream errors;

    /**
     * A simulation.
     *
     * @param clock gives events their time
     * @param out takes the summary
     * @param errors takes progress
     */
    public SimulateCommand(SimulateSettings settings, Clock clock, PrintStream out, PrintStream errors) {
        this.settings = settings;
        this.clock = clock;
        this.out = out;
        this.errors = errors;
    }

    /**
     * Lets visitors act for a while.
     *
     * @param rate events a second; 0 means as fast as Kafka takes them
     * @param users how many different visitors there are
     * @return whether all events were delivered
     * @throws IllegalStateException if the catalogue is empty or Redis is away
     */
    public boolean run(double rate, Duration duration, int users, long seed) {
        var shoppers = new Shoppers(catalogue(), users, settings.currency(), seed, clock.instant());
        var tally = new DeliveryTally();
        var progress = new Progress(errors, System::nanoTime);
        try (var publisher = EventPublisher.connect(settings.kafka(), DELIVERY_TIMEOUT)) {
            double end = duration.toNanos() / 1e9;
            while (progress.elapsedSeconds() < end && tally.failed() == 0) {
                double due = rate == 0 ? 0 : tally.sent() / rate;
                if (due > progress.elapsedSeconds()) {
                    LockSupport.parkNanos((long) ((Math.min(due, end) - progress.elapsedSeconds()) * 1e9));
                } else {
                    var event = shoppers.next(clock.instant());
                    tally.count(event.type().wireName(), publisher.publish(event));
                }
                progress.tell(() -> "simulate: %,d events, %,.0f/s, %.0f of %.0f s"
                        .formatted(tally.sent(), progress.rate(tally.sent()), progress.elapsedSeconds(), end));
            }
            publisher.flush();
        }
        out.printf(
                "simulated %,d events in %.1f s, %,d undelivered%n",
                tally.sent() - tally.failed(), progress.elapsedSeconds(), tally.failed());
        tally.delivered().forEach((type, count) -> out.printf("  %-12s %,10d%n", type, count));
        var failure = tally.firstFailure();
        if (failure != null) {
            errors.println("stopped: " + failure.getMessage());
        }
        return failure == null;
    }

    /** Products with a price, in the order of their ids. */
    private List<Product> catalogue() {
        var products = new ArrayList<Product>();
        try (var redis = RedisConnection.open(settings.redis())) {
            var cursor = ScanParams.SCAN_POINTER_START;
            do {
                var page = redis.hscan(RedisKeys.CATALOGUE, cursor, new ScanParams().count(CATALOGUE_PAGE));
                for (var field : page.getResult()) {
                    var entry = CatalogueEntry.ofJson(field.getValue());
                    var price = entry.unitPrice();
                    if (entry.isProduct() && price != null) {
                        products.add(new Product(field.getKey(), price));
                    }
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        } catch (JedisException e) {
            throw new IllegalStateException("the catalogue cannot be read from Redis: " + e.getMessage(), e);
        }
        if (products.isEmpty()) {
            throw new IllegalStateException(
                    "the catalogue in Redis holds no product with a price: load a shop first, see 'shoplake shop load --help'");
        }
        // a scan may show a field twice
        return products.stream()
                .distinct()
                .sorted(Comparator.comparing(Product::productId))
                .toList();
    }
}
