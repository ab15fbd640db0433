package dev.shoplake.training;

import static dev.shoplake.contracts.lake.LakeTables.CLEANED_ORDERS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_ORDER_ITEMS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_PRODUCTS;
import static dev.shoplake.contracts.lake.LakeTables.RAW_EVENTS;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * A small shop of two tastes that never meet: lovers of tea buy t0…t19, lovers of coffee c0…c19. There are twice as many of
 * tea, so what is popular is tea.
 */
final class TestingShop {
    static final LocalDateTime OPENING = LocalDateTime.of(2011, 7, 1, 10, 0);
    static final int PRODUCTS_OF_A_TASTE = 20;

    private final List<Row> products = new ArrayList<>();
    private final List<Row> orders = new ArrayList<>();
    private final List<Row> items = new ArrayList<>();
    private final List<Row> events = new ArrayList<>();
    private final Random random = new Random(17);

    TestingShop() {
        for (int i = 0; i < PRODUCTS_OF_A_TASTE; i++) {
            product("t" + i, true);
            product("c" + i, true);
        }
        product("POST", false);
        for (int customer = 0; customer < 90; customer++) {
            var taste = customer % 3 == 0 ? "c" : "t";
            for (int order = 0; order < 6; order++) {
                var lines = new ArrayList<String>();
                for (int line = 0; line < 4; line++) {
                    lines.add(taste + random.nextInt(PRODUCTS_OF_A_TASTE));
                }
                lines.add("POST");
                order(
                        "o%d-%d".formatted(customer, order),
                        taste + "-lover-" + customer,
                        "completed",
                        OPENING.plusDays(order * 20L + random.nextInt(15)),
                        lines.toArray(String[]::new));
            }
        }
    }

    void product(String id, boolean isProduct) {
        products.add(RowFactory.create(id, "Name of " + id, null, null, null, isProduct, null, null, null, null, null));
    }

    /** Lines of one piece at one pound. */
    void order(String id, @Nullable String customer, String status, LocalDateTime at, String... productIds) {
        orders.add(RowFactory.create(id, customer, null, status, at, "GBP", null, null, null, null));
        for (int line = 0; line < productIds.length; line++) {
            line(id, line, at, productIds[line], 1, "1.0000");
        }
    }

    void line(String order, int number, LocalDateTime at, String productId, long quantity, String price) {
        items.add(RowFactory.create(
                order,
                number,
                at,
                productId,
                quantity,
                new BigDecimal(price),
                BigDecimal.ZERO.setScale(4),
                null,
                null,
                null,
                null,
                null));
    }

    void event(Event event, @Nullable String orderId) {
        var at = event.common().occurredAt();
        events.add(RowFactory.create(
                event.common().eventId(),
                event.type().wireName(),
                at,
                event.common().userId(),
                event.common().sessionId(),
                event.productIds().size() == 1 && orderId == null
                        ? event.productIds().getFirst()
                        : null,
                orderId,
                null,
                new String(EventJson.write(event), StandardCharsets.UTF_8),
                event.type().wireName(),
                0,
                (long) events.size(),
                at));
    }

    static Event.Common common(String id, Instant at, String user) {
        return new Event.Common(id, at, user, "session");
    }

    void write(TestingLake lake) throws Exception {
        lake.append(CLEANED_PRODUCTS, products);
        lake.append(CLEANED_ORDERS, orders);
        lake.append(CLEANED_ORDER_ITEMS, items);
        lake.append(RAW_EVENTS, events);
    }
}
