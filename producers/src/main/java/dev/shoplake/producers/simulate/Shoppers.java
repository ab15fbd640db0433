package dev.shoplake.producers.simulate;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.Item;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.Event.Purchase;
import dev.shoplake.contracts.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Visitors in the shop at the same time; each call lets one of them act. A visitor views products, puts some into the cart,
 * buys or leaves, and sometimes rates what was bought. The same seed makes the same visitors do the same; event ids differ
 * from start to start, so that a second simulation is not taken for a repetition of the first.
 */
final class Shoppers {
    /** Visits that go on at a time. */
    static final int VISITS_AT_A_TIME = 50;

    private static final int MOST_PIECES = 4;

    /** After a view: into the cart with it, or gone; else another view. */
    private static final double TO_CART = 0.30;

    private static final double GONE_AFTER_VIEW = 0.25;

    /** With something in the cart: buy, or leave it all; else another view. */
    private static final double BUY = 0.45;

    private static final double GONE_AFTER_CART = 0.15;

    /** After a purchase: rate one of the products; else gone. */
    private static final double RATE = 0.25;

    private final Popularity<Product> products;
    private final int users;
    private final String currency;
    private final Random random;
    private final String run;
    private final List<Visit> visits = new ArrayList<>();
    private long number;

    private static final class Visit {
        private final String userId;
        private final String sessionId;
        private final Map<Product, Integer> cart = new LinkedHashMap<>();
        private Product viewed;
        private EventType last = EventType.PAGE_VIEW;

        Visit(String userId, String sessionId, Product viewed) {
            this.userId = userId;
            this.sessionId = sessionId;
            this.viewed = viewed;
        }
    }

    /**
     * A shop full of visitors.
     *
     * @param products what they see; the most popular ones are drawn by the seed
     * @param users how many different visitors there are
     * @param start when the simulation began; part of every event id
     */
    Shoppers(List<Product> products, int users, String currency, long seed, Instant start) {
        random = new Random(seed);
        this.products = new Popularity<>(products, random);
        this.users = users;
        this.currency = currency;
        run = seed + "/" + start;
    }

    /** The next thing that one of them does. */
    Event next(Instant now) {
        while (visits.size() >= VISITS_AT_A_TIME) {
            int place = random.nextInt(visits.size());
            var visit = visits.get(place);
            var event = act(visit, now);
            if (event != null) {
                visit.last = event.type();
                return event;
            }
            visits.remove(place);
        }
        var visit =
                new Visit("simulated-%05d".formatted(random.nextInt(users)), uuid("session"), products.draw(random));
        visits.add(visit);
        return view(visit, now);
    }

    /** What the visitor does next; null if they leave. */
    private @Nullable Event act(Visit visit, Instant now) {
        double chance = random.nextDouble();
        return switch (visit.last) {
            case PAGE_VIEW -> {
                if (chance < TO_CART) {
                    yield putIntoCart(visit, now);
                }
                yield chance < TO_CART + GONE_AFTER_VIEW ? null : viewAnother(visit, now);
            }
            case ADD_TO_CART -> {
                if (chance < BUY) {
                    yield purchase(visit, now);
                }
                yield chance < BUY + GONE_AFTER_CART ? null : viewAnother(visit, now);
            }
            case PURCHASE -> chance < RATE ? comment(visit, now) : null;
            case COMMENT -> null;
        };
    }

    private Event viewAnother(Visit visit, Instant now) {
        visit.viewed = products.draw(random);
        return view(visit, now);
    }

    private Event view(Visit visit, Instant now) {
        return new PageView(common(visit, now), visit.viewed.productId(), null, null);
    }

    private Event putIntoCart(Visit visit, Instant now) {
        var product = visit.viewed;
        int pieces = random.nextInt(1, MOST_PIECES + 1);
        visit.cart.merge(product, pieces, Integer::sum);
        return new AddToCart(common(visit, now), product.productId(), pieces, product.unitPrice(), currency, null);
    }

    private Event purchase(Visit visit, Instant now) {
        var items = visit.cart.entrySet().stream()
                .map(line -> new Item(
                        line.getKey().productId(),
                        line.getValue(),
                        line.getKey().unitPrice()))
                .toList();
        return new Purchase(common(visit, now), "simulated-" + uuid("order"), currency, items, null);
    }

    private Event comment(Visit visit, Instant now) {
        return new Comment(common(visit, now), visit.viewed.productId(), random.nextInt(1, 6), null);
    }

    private Common common(Visit visit, Instant now) {
        return new Common(uuid("event"), now, visit.userId, visit.sessionId);
    }

    private String uuid(String kind) {
        return UUID.nameUUIDFromBytes((kind + "/" + run + "/" + number++).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
