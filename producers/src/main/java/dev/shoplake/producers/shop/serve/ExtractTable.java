package dev.shoplake.producers.shop.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that is served, and which of its rows a request means. The unit of change is an order with all its lines. Orders of
 * no day, such as infinity, belong to every window.
 */
enum ExtractTable {
    CUSTOMERS("customer_id", "true", "t.updated_at >= :since OR t.updated_at IS NULL"),

    PRODUCTS("product_id", "true", "t.updated_at >= :since OR t.updated_at IS NULL"),

    ORDERS("order_id", """
            (t.order_timestamp >= '0001-01-02' AND t.order_timestamp < '9999-12-30') IS NOT TRUE OR (CAST(:from AS date) IS NULL OR t.order_timestamp >= CAST(:from AS date))
                AND (CAST(:to AS date) IS NULL OR t.order_timestamp < CAST(:to AS date))""", """
            t.order_id IN (
                SELECT o.order_id FROM orders AS o WHERE o.updated_at >= :since OR o.updated_at IS NULL
                UNION
                SELECT i.order_id FROM order_items AS i WHERE i.updated_at >= :since OR i.updated_at IS NULL)"""),

    /** Lines of no order belong to every window: they have to reach the batch, which sets them aside. */
    ORDER_ITEMS("order_id add_to_cart_order", """
            NOT EXISTS (
                SELECT 1 FROM orders AS o
                WHERE o.order_id = t.order_id
                    AND o.order_timestamp >= '0001-01-02' AND o.order_timestamp < '9999-12-30'
                    AND (o.order_timestamp < CAST(:from AS date) OR o.order_timestamp >= CAST(:to AS date)))""", """
            t.order_id IN (
                SELECT o.order_id FROM orders AS o WHERE o.updated_at >= :since OR o.updated_at IS NULL
                UNION
                SELECT i.order_id FROM order_items AS i WHERE i.updated_at >= :since OR i.updated_at IS NULL)
            AND (t.updated_at >= :since OR t.updated_at IS NULL
                OR EXISTS (SELECT 1 FROM orders AS o WHERE o.order_id = t.order_id))""");

    private final String key;
    private final String insideWindow;
    private final String changed;

    ExtractTable(String key, String insideWindow, String changed) {
        this.key = key;
        this.insideWindow = insideWindow;
        this.changed = changed;
    }

    static Optional<ExtractTable> named(String name) {
        return Stream.of(values())
                .filter(table -> table.tableName().equals(name))
                .findFirst();
    }

    static String names() {
        return Stream.of(values()).map(ExtractTable::tableName).collect(Collectors.joining(", "));
    }

    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns that tell rows apart and by which pages are ordered. */
    List<String> key() {
        return List.of(key.split(" "));
    }

    /** A condition on {@code t} with parameters {@code :from} and {@code :to}, either of which may be null. */
    String insideWindow() {
        return insideWindow;
    }

    /** A condition on {@code t} with parameter {@code :since}. A row that does not say when it changed may have changed. */
    String changed() {
        return changed;
    }

    /** A condition on {@code t} with parameter {@code :ids}; those of lines are of their orders. */
    String oneOf() {
        return "t.%s = ANY (:ids)".formatted(key().getFirst());
    }

    /** Columns beside the key that tell whether something below the row is gone. */
    List<Output> countedBelow() {
        return this == ORDERS
                ? List.of(new Output(
                        "lines",
                        "bigint",
                        "(SELECT count(*) FROM order_items AS i WHERE i.order_id = t.order_id)::text"))
                : List.of();
    }
}
