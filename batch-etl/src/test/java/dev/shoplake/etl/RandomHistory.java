package dev.shoplake.etl;

import java.util.List;
import java.util.Random;

/** A shop in which anything may happen to any row, also what it tells nobody of; the same seed makes the same history. */
final class RandomHistory {
    private static final List<String> STATUSES = List.of("completed", "shipped", "cancelled", " Created", "on_hold");
    private static final List<String> COUNTRIES = List.of("Germany", "France", "Spain", "Peru");

    private final TestingShop shop;
    private final TestingLake lake;
    private final Random random;
    private int orders;
    private int events;

    RandomHistory(TestingShop shop, TestingLake lake, Random random) {
        this.shop = shop;
        this.lake = lake;
        this.random = random;
    }

    void goOn(int changes) {
        for (int change = 0; change < changes; change++) {
            happen();
        }
    }

    private void happen() {
        switch (random.nextInt(11)) {
            case 0, 1 -> insertOrder("now()");
            // A row that says it is older than it is
            case 2 -> insertOrder("'2026-01-01 00:00:00Z'");
            case 3 -> changeOrder("status = '%s'".formatted(any(STATUSES)));
            case 4 -> changeOrder("order_timestamp = %s".formatted(time()));
            case 5 ->
                shop.execute(
                        "UPDATE order_items SET quantity = %d, unit_price = %s, updated_at = now() WHERE order_id = %s"
                                .formatted(random.nextInt(-2, 9), price(), anyOrder()));
            // A line that goes without a trace
            case 6 ->
                shop.execute(
                        "DELETE FROM order_items WHERE order_id = %s AND add_to_cart_order = 1".formatted(anyOrder()));
            case 7 -> {
                var gone = anyOrder();
                shop.execute("CREATE TEMPORARY TABLE gone ON COMMIT DROP AS SELECT %s AS order_id; ".formatted(gone)
                        + "DELETE FROM order_items WHERE order_id IN (SELECT order_id FROM gone); "
                        + "DELETE FROM orders WHERE order_id IN (SELECT order_id FROM gone)");
            }
            case 8 ->
                shop.execute(
                        "INSERT INTO customers (customer_id, country, updated_at) VALUES ('c%d', '%s', now()) ON CONFLICT (customer_id)"
                                        .formatted(random.nextInt(1, 6), any(COUNTRIES))
                                + " DO UPDATE SET country = excluded.country, updated_at = excluded.updated_at");
            case 9 ->
                shop.execute(
                        "INSERT INTO products (product_id, product_name, category, updated_at) VALUES ('p%d', 'Thing %d', 'Kind %d', now())"
                                        .formatted(random.nextInt(1, 10), random.nextInt(9), random.nextInt(3))
                                + " ON CONFLICT (product_id) DO UPDATE SET category = excluded.category, updated_at = excluded.updated_at");
            default ->
                lake.addEvents("""
                    SELECT 'h%d', 'page_view', TIMESTAMP '2026-0%d-%02d 12:%02d:00Z', 'v%d', 'tab', 'p1', NULL, NULL, '{}', 'page_view', 1, %d,
                    TIMESTAMP '2026-03-01 00:00:00'""".formatted(
                                ++events,
                                random.nextInt(1, 4),
                                random.nextInt(1, 29),
                                random.nextInt(60),
                                random.nextInt(1, 4),
                                events));
        }
    }

    private void insertOrder(String updatedAt) {
        int number = ++orders;
        shop.execute("INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, updated_at)"
                + " VALUES ('h%d', '%s', '%s', %s, 'EUR', %s)"
                        .formatted(
                                number,
                                random.nextInt(4) == 0 ? "" : "c" + random.nextInt(1, 6),
                                any(STATUSES),
                                time(),
                                updatedAt));
        for (int line = 1; line <= random.nextInt(1, 4); line++) {
            shop.execute(
                    "INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount, updated_at)"
                            + " VALUES ('h%d', %d, 'p%d', %d, %s, 0.5, %s)"
                                    .formatted(
                                            number,
                                            line,
                                            random.nextInt(1, 10),
                                            random.nextInt(1, 6),
                                            price(),
                                            updatedAt));
        }
    }

    private void changeOrder(String assignment) {
        shop.execute("UPDATE orders SET %s, updated_at = now() WHERE order_id = %s".formatted(assignment, anyOrder()));
    }

    private String anyOrder() {
        return "(SELECT order_id FROM orders ORDER BY md5(order_id || '%d') LIMIT 1)".formatted(random.nextInt(1000));
    }

    private String time() {
        return "TIMESTAMP '2026-0%d-%02d %02d:00:00'"
                .formatted(random.nextInt(1, 5), random.nextInt(1, 29), random.nextInt(24));
    }

    private String price() {
        return "%d.%04d".formatted(random.nextInt(1, 20), random.nextInt(10_000));
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
