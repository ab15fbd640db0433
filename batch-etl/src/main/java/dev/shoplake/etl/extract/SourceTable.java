package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Window;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A table of the shop's database. Every column is taken as text, as the source writes it: what a value means is decided by
 * the next stage, which can set a row aside.
 */
public enum SourceTable {
    CUSTOMERS("customer_id country region city postal_code created_at updated_at", "customers t", "true"),
    PRODUCTS(
            "product_id product_name department_id department category is_product unit_price stock created_at updated_at",
            "products t",
            "true"),
    ORDERS(
            "order_id customer_id order_num status order_timestamp currency total_amount created_at updated_at",
            "orders t",
            "t.order_timestamp IS NULL OR t.order_timestamp >= {from} AND t.order_timestamp < {to}"),
    /** Lines of the window's orders, and lines of no order at all: those have to reach the quarantine. */
    ORDER_ITEMS(
            "order_id add_to_cart_order product_id quantity unit_price discount reordered days_since_prior_order created_at updated_at",
            "order_items t LEFT JOIN orders o ON o.order_id = t.order_id",
            "o.order_timestamp IS NULL OR o.order_timestamp >= {from} AND o.order_timestamp < {to}");

    private final String columns;
    private final String tables;
    private final String condition;

    SourceTable(String columns, String tables, String condition) {
        this.columns = columns;
        this.tables = tables;
        this.condition = condition;
    }

    /** Its name in the shop's database and in the raw zone. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<String> columns() {
        return List.of(columns.split(" "));
    }

    /** Reads the rows that belong to a window. Its days stand in the text, as a date has one spelling only. */
    String rowsOf(Window window) {
        var texts = columns().stream()
                .map(column -> "t.%s::text AS %s".formatted(column, column))
                .collect(Collectors.joining(", "));
        return "SELECT %s FROM %s".formatted(texts, within(window));
    }

    /** Counts the rows that belong to a window. */
    String countOf(Window window) {
        return "SELECT count(*) FROM " + within(window);
    }

    private String within(Window window) {
        return "%s WHERE %s"
                .formatted(
                        tables,
                        condition
                                .replace("{from}", "DATE '%s'".formatted(window.from()))
                                .replace("{to}", "DATE '%s'".formatted(window.to())));
    }
}
