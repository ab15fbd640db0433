package dev.shoplake.producers.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.AddToCart;
import dev.shoplake.contracts.event.Event.Item;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.Event.Purchase;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Verdict;
import dev.shoplake.producers.history.Order.Line;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventHistoryTest {
    private static final Instant START = Instant.parse("2011-01-01T08:00:00Z");
    private static final Instant END = Instant.parse("2011-04-01T00:00:00Z");
    private static final List<Order> ORDERS = orders(1_000);
    private static final List<Event> EVENTS = history(ORDERS, 7);

    @Test
    void makesEachOrderOnePurchaseAsItWas() {
        var expected = new HashMap<String, List<Object>>();
        for (var order : ORDERS) {
            var items = order.lines().stream()
                    .map(line -> new Item(line.productId(), line.quantity(), line.unitPrice()))
                    .toList();
            expected.put(order.orderId(), List.of(order.placedAt(), order.userId(), order.currency(), items));
        }

        var purchases = purchases(EVENTS);

        assertThat(purchases).hasSize(ORDERS.size());
        var actual = new HashMap<String, List<Object>>();
        purchases.forEach(purchase -> actual.put(
                purchase.orderId(),
                List.of(
                        purchase.common().occurredAt(),
                        purchase.common().userId(),
                        purchase.currency(),
                        purchase.items())));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void callsGuestsByTheirOrder() {
        assertThat(purchases(EVENTS))
                .filteredOn(purchase -> purchase.orderId().equals("order-5"))
                .singleElement()
                .satisfies(purchase -> assertThat(purchase.common().userId()).isEqualTo("guest-order-5"));
    }

    @Test
    void leadsToEachPurchaseByViewsAndCartsOfTheSameVisit() {
        for (var visit : visits(EVENTS).values()) {
            if (!(visit.getLast() instanceof Purchase purchase)) {
                continue;
            }
            var bought = new HashSet<>(purchase.productIds());
            assertThat(visit.getFirst()).isInstanceOf(PageView.class);
            assertThat(carts(visit).stream().filter(bought::contains).distinct())
                    .hasSize(Math.min(VisitModel.MOST_BOUGHT_PRODUCTS_SHOWN, products(purchase)));
        }
    }

    @Test
    void showsAProductBeforeItGoesIntoTheCart() {
        for (var visit : visits(EVENTS).values()) {
            var seen = new HashSet<String>();
            for (var event : visit) {
                if (event instanceof AddToCart cart) {
                    assertThat(seen).contains(cart.productId());
                }
                if (event instanceof PageView view && view.productId() != null) {
                    seen.add(view.productId());
                }
            }
        }
    }

    @Test
    void narrowsFromViewsToCartsToPurchases() {
        var visits = visits(EVENTS).values();
        long viewed =
                visits.stream().filter(visit -> has(visit, EventType.PAGE_VIEW)).count();
        long added = visits.stream()
                .filter(visit -> has(visit, EventType.ADD_TO_CART))
                .count();
        long purchased =
                visits.stream().filter(visit -> has(visit, EventType.PURCHASE)).count();

        assertThat(viewed).isEqualTo(visits.size()).isGreaterThan(added);
        assertThat(added).isGreaterThan(purchased);
        assertThat((double) purchased / viewed).isBetween(0.20, 0.35);
    }

    @Test
    void keepsTimeOrderAndDistinctIds() {
        assertThat(EVENTS).extracting(event -> event.common().occurredAt()).isSorted();
        assertThat(EVENTS).extracting(event -> event.common().eventId()).doesNotHaveDuplicates();
        assertThat(visits(EVENTS).values())
                .allSatisfy(visit -> assertThat(visit)
                        .extracting(event -> event.common().userId())
                        .containsOnly(visit.getFirst().common().userId()));
    }

    @Test
    void neverPausesHalfAnHourInsideAVisit() {
        for (var visit : visits(EVENTS).values()) {
            for (int step = 1; step < visit.size(); step++) {
                assertThat(Duration.between(
                                visit.get(step - 1).common().occurredAt(),
                                visit.get(step).common().occurredAt()))
                        .isBetween(VisitModel.SHORTEST_STEP, VisitModel.LONGEST_STEP);
            }
        }
    }

    @Test
    void endsWithTheLastDay() {
        assertThat(EVENTS.getLast().common().occurredAt()).isBefore(END);
        assertThat(EVENTS)
                .filteredOn(event -> event.common().occurredAt().isAfter(END.minus(Duration.ofDays(1))))
                .isNotEmpty();
    }

    @Test
    void tellsNothingOfPurchasesToCome() {
        int half = ORDERS.size() / 2;
        var limit = OrderVisits.earliest(ORDERS.get(half).placedAt());
        var without = history(ORDERS.subList(0, half), 7);

        assertThat(before(EVENTS, limit)).isEqualTo(before(without, limit)).hasSizeGreaterThan(1_000);
    }

    @Test
    void givesTheSameEventsForTheSameSeedAndOthersForAnotherButTheSamePurchases() {
        assertThat(history(ORDERS, 7)).isEqualTo(EVENTS);

        var other = history(ORDERS, 8);
        assertThat(other).isNotEqualTo(EVENTS);
        assertThat(purchases(other))
                .extracting(purchase -> purchase.common().eventId())
                .isEqualTo(purchases(EVENTS).stream()
                        .map(purchase -> purchase.common().eventId())
                        .toList());
        var ids = new HashSet<>(
                EVENTS.stream().map(event -> event.common().eventId()).toList());
        assertThat(other)
                .filteredOn(event -> !(event instanceof Purchase))
                .noneMatch(event -> ids.contains(event.common().eventId()));
    }

    @Test
    void makesNothingThatTheSchemasRefuse() {
        var validator = new EventValidator(Clock.fixed(END, ZoneOffset.UTC));

        assertThat(EVENTS)
                .allSatisfy(event ->
                        assertThat(validator.validate(EventJson.write(event))).isEqualTo(new Verdict.Accepted(event)));
        assertThat(EVENTS).extracting(Event::type).contains(EventType.values());
    }

    @Test
    void showsNoServices() {
        assertThat(EVENTS)
                .filteredOn(event -> !(event instanceof Purchase))
                .noneMatch(event -> event.productIds().contains("POST"));
    }

    @Test
    void leavesOutVisitsThatWouldPassTheEndButNoPurchase() {
        var late = new Order(
                "late", "17850", END.minusSeconds(1), "GBP", ORDERS.getFirst().lines());

        var events = history(List.of(late), 7);

        assertThat(purchases(events)).hasSize(1);
        assertThat(visits(events)).hasSize(1);
    }

    private static List<Order> orders(int count) {
        var random = new Random(42);
        var orders = new ArrayList<Order>();
        for (int number = 0; number < count; number++) {
            var lines = new ArrayList<Line>();
            for (int line = random.nextInt(1, 20); line > 0; line--) {
                int product = (int) Math.min(999, Math.abs(random.nextGaussian()) * 300);
                lines.add(new Line(
                        "product-" + product, random.nextInt(1, 50), BigDecimal.valueOf(100 + product, 2), true));
            }
            if (number % 10 == 0) {
                lines.add(new Line("POST", 1, new BigDecimal("18"), false));
            }
            var customer = number % 5 == 0 ? null : "customer-" + random.nextInt(400);
            var at = START.plus(Duration.ofHours(2L * number)).plusSeconds(random.nextInt(3_600));
            orders.add(new Order("order-" + number, customer, at, "GBP", lines));
        }
        return orders;
    }

    private static List<Event> history(List<Order> orders, long seed) {
        var events = new ArrayList<Event>();
        var history = new EventHistory(seed, END, events::add);
        orders.forEach(history::add);
        history.finish();
        return events;
    }

    private static List<Event> before(List<Event> events, Instant limit) {
        return events.stream()
                .filter(event -> event.common().occurredAt().isBefore(limit))
                .toList();
    }

    private static Map<String, List<Event>> visits(List<Event> events) {
        var visits = new LinkedHashMap<String, List<Event>>();
        events.forEach(event -> visits.computeIfAbsent(event.common().sessionId(), id -> new ArrayList<>())
                .add(event));
        return visits;
    }

    private static List<Purchase> purchases(List<Event> events) {
        return events.stream()
                .filter(Purchase.class::isInstance)
                .map(Purchase.class::cast)
                .toList();
    }

    private static List<String> carts(List<Event> visit) {
        return visit.stream()
                .filter(AddToCart.class::isInstance)
                .flatMap(event -> event.productIds().stream())
                .toList();
    }

    private static int products(Purchase purchase) {
        return (int) purchase.productIds().stream()
                .filter(product -> !product.equals("POST"))
                .distinct()
                .count();
    }

    private static boolean has(List<Event> visit, EventType type) {
        return visit.stream().anyMatch(event -> event.type() == type);
    }
}
