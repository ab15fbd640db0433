package dev.shoplake.producers.history;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.Item;
import dev.shoplake.contracts.event.Event.Purchase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The events around one order: its purchase, which is real, and visits by {@link VisitModel}. Depends on nothing but the
 * order, the seed and what was sold before, so another order more or less changes no event's id.
 */
final class OrderVisits {
    private final Order order;
    private final RecentLines recent;
    private final String seededName;
    private final RandomGenerator random;
    private final List<Order.Line> products;
    private int eventNumber;
    private int sessionNumber;

    OrderVisits(Order order, RecentLines recent, long seed) {
        this.order = order;
        this.recent = recent;
        seededName = seed + "/" + order.orderId();
        random = new Random(uuid(seededName).getMostSignificantBits());
        products = distinctProducts(order);
    }

    /** The purchase and all visits, visit by visit. */
    List<List<Event>> all() {
        var visits = new ArrayList<List<Event>>();
        visits.add(purchaseVisit());
        if (order.customerId() != null) {
            for (int visit = poisson(VisitModel.OWN_VISITS); visit > 0; visit--) {
                visits.add(browse(order.userId(), products, VisitModel.OWN_VISITS_WITHIN_DAYS));
            }
        }
        for (int visit = poisson(VisitModel.OTHER_VISITS); visit > 0; visit--) {
            var visitor = "visitor-%04d".formatted(random.nextInt(VisitModel.VISITORS));
            visits.add(browse(visitor, List.of(), VisitModel.OTHER_VISITS_WITHIN_DAYS));
        }
        if (!products.isEmpty() && random.nextDouble() < VisitModel.COMMENTED_SHARE) {
            visits.add(commentVisit());
        }
        return visits;
    }

    private List<Event> purchaseVisit() {
        var visit = visit(order.userId());
        visit.openFrontPage(referrer());
        var shown = new ArrayList<>(products);
        Collections.shuffle(shown, Random.from(random));
        var bought = shown.subList(0, Math.min(shown.size(), VisitModel.MOST_BOUGHT_PRODUCTS_SHOWN));
        int others = recent.isEmpty() ? 0 : random.nextInt(VisitModel.MOST_OTHER_PRODUCTS_SHOWN + 1);
        var steps = new ArrayList<Runnable>();
        for (var line : bought) {
            steps.add(() -> {
                visit.view(line);
                visit.putIntoCart(line);
            });
        }
        for (int other = 0; other < others; other++) {
            var line = recent.draw(random);
            if (products.stream().anyMatch(product -> product.productId().equals(line.productId()))) {
                continue;
            }
            boolean isAbandoned = random.nextDouble() < VisitModel.ABANDONED_SHARE;
            steps.add(() -> {
                visit.view(line);
                if (isAbandoned) {
                    visit.putIntoCart(line);
                }
            });
        }
        Collections.shuffle(steps, Random.from(random));
        steps.forEach(Runnable::run);
        var events = new ArrayList<>(visit.endingBefore(order.placedAt()));
        events.add(purchase(events.getFirst().common().sessionId()));
        return events;
    }

    /** The order as it was; its id depends on the order alone. */
    private Event purchase(String sessionId) {
        return new Purchase(
                new Common(uuid("purchase/" + order.orderId()).toString(), order.placedAt(), order.userId(), sessionId),
                order.orderId(),
                order.currency(),
                order.lines().stream()
                        .map(line -> new Item(line.productId(), line.quantity(), line.unitPrice()))
                        .toList(),
                null);
    }

    private List<Event> browse(String userId, List<Order.Line> known, int withinDays) {
        var visit = visit(userId);
        if (random.nextDouble() < VisitModel.FRONT_PAGE_SHARE) {
            visit.openFrontPage(referrer());
        }
        boolean hasCart = random.nextDouble() < VisitModel.BROWSING_WITH_CART_SHARE;
        int views = random.nextInt(1, VisitModel.MOST_PRODUCTS_BROWSED + 1);
        for (int view = 0; view < views; view++) {
            boolean isKnown = !known.isEmpty() && random.nextDouble() < VisitModel.SEEN_AGAIN_SHARE;
            if (!isKnown && recent.isEmpty()) {
                continue;
            }
            var line = isKnown ? known.get(random.nextInt(known.size())) : recent.draw(random);
            visit.view(line);
            // at least the last product, so that a visit with a cart has one
            if (hasCart && (view == views - 1 || random.nextInt(views) == 0)) {
                visit.putIntoCart(line);
            }
        }
        return visit.startingAt(order.placedAt().plus(days(1, withinDays)));
    }

    private List<Event> commentVisit() {
        var visit = visit(order.userId());
        int comments = random.nextInt(1, VisitModel.MOST_COMMENTS + 1);
        var commented = new ArrayList<>(products);
        Collections.shuffle(commented, Random.from(random));
        for (var line : commented.subList(0, Math.min(comments, commented.size()))) {
            int rating = rating();
            visit.view(line);
            visit.comment(
                    line,
                    rating,
                    random.nextDouble() < VisitModel.WORDED_SHARE ? VisitModel.WORDS.get(rating - 1) : null);
        }
        return visit.startingAt(order.placedAt().plus(days(VisitModel.FIRST_COMMENT_DAY, VisitModel.LAST_COMMENT_DAY)));
    }

    private Visit visit(String userId) {
        sessionNumber++;
        return new Visit(
                userId,
                uuid("session/" + seededName + "/" + sessionNumber).toString(),
                order.currency(),
                () -> uuid("event/" + seededName + "/" + eventNumber++).toString(),
                random);
    }

    private @Nullable String referrer() {
        int source = random.nextInt(VisitModel.REFERRERS.size() + 1);
        return source == 0 ? null : VisitModel.REFERRERS.get(source - 1);
    }

    private int rating() {
        double left = random.nextDouble();
        for (int rating = 1; rating < VisitModel.RATING_SHARES.length; rating++) {
            left -= VisitModel.RATING_SHARES[rating - 1];
            if (left < 0) {
                return rating;
            }
        }
        return VisitModel.RATING_SHARES.length;
    }

    /** Whole days, so that shops keep their hours, and up to two hours more. */
    private Duration days(int first, int last) {
        return Duration.ofDays(random.nextInt(first, last + 1)).plusSeconds(random.nextInt(7_200));
    }

    /** Knuth's method; means are small. */
    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    private static List<Order.Line> distinctProducts(Order order) {
        var first = new LinkedHashMap<String, Order.Line>();
        order.lines().stream().filter(Order.Line::isProduct).forEach(line -> first.putIfAbsent(line.productId(), line));
        return List.copyOf(first.values());
    }

    private static UUID uuid(String name) {
        return UUID.nameUUIDFromBytes(("shoplake/" + name).getBytes(StandardCharsets.UTF_8));
    }

    /** The earliest moment at which the visit of a purchase can have begun. */
    static Instant earliest(Instant placedAt) {
        int actions = 1 + 2 * (VisitModel.MOST_BOUGHT_PRODUCTS_SHOWN + VisitModel.MOST_OTHER_PRODUCTS_SHOWN);
        return placedAt.minus(VisitModel.LONGEST_STEP.multipliedBy(actions));
    }
}
