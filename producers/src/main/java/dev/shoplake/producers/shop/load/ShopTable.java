package dev.shoplake.producers.shop.load;

import static dev.shoplake.producers.shop.read.Column.filled;
import static dev.shoplake.producers.shop.read.Column.named;
import static dev.shoplake.producers.shop.read.Column.optional;
import static dev.shoplake.producers.shop.read.ColumnType.AMOUNT;
import static dev.shoplake.producers.shop.read.ColumnType.BOOLEAN;
import static dev.shoplake.producers.shop.read.ColumnType.INTEGER;
import static dev.shoplake.producers.shop.read.ColumnType.LONG;
import static dev.shoplake.producers.shop.read.ColumnType.PRICE;
import static dev.shoplake.producers.shop.read.ColumnType.TEXT;
import static dev.shoplake.producers.shop.read.ColumnType.TIMESTAMP;

import dev.shoplake.producers.shop.read.Column;
import java.util.List;

/**
 * A table of the shop and the columns that a file of it may have.
 *
 * @param tableName name in the database; with {@code .csv}, of the file
 * @param key the columns that tell rows apart
 * @param columns those of a file; the table has {@code created_at} and {@code updated_at} besides
 */
record ShopTable(String tableName, List<String> key, List<Column> columns) {
    static final ShopTable CUSTOMERS = new ShopTable(
            "customers",
            List.of("customer_id"),
            List.of(
                    filled("customer_id", TEXT),
                    optional("country", TEXT),
                    optional("region", TEXT),
                    optional("city", TEXT),
                    optional("postal_code", TEXT)));

    static final ShopTable PRODUCTS = new ShopTable(
            "products",
            List.of("product_id"),
            List.of(
                    filled("product_id", TEXT),
                    optional("product_name", TEXT),
                    optional("department_id", TEXT),
                    optional("department", TEXT),
                    optional("category", TEXT),
                    optional("is_product", BOOLEAN).orElse("true"),
                    optional("unit_price", PRICE),
                    optional("stock", LONG)));

    static final ShopTable ORDERS = new ShopTable(
            "orders",
            List.of("order_id"),
            List.of(
                    filled("order_id", TEXT),
                    optional("customer_id", TEXT),
                    optional("order_num", INTEGER),
                    filled("status", TEXT),
                    filled("order_timestamp", TIMESTAMP),
                    optional("currency", TEXT),
                    optional("total_amount", AMOUNT)));

    static final ShopTable ORDER_ITEMS = new ShopTable(
            "order_items",
            List.of("order_id", "add_to_cart_order"),
            List.of(
                    filled("order_id", TEXT),
                    filled("add_to_cart_order", INTEGER),
                    filled("product_id", TEXT),
                    named("quantity", LONG),
                    named("unit_price", PRICE),
                    optional("discount", PRICE).orElse("0"),
                    optional("reordered", BOOLEAN),
                    optional("days_since_prior_order", INTEGER)));

    static final List<ShopTable> ALL = List.of(CUSTOMERS, PRODUCTS, ORDERS, ORDER_ITEMS);

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Where the rows of a load wait. */
    String staged() {
        return "staged_" + tableName;
    }

    /** The rows as they are to be, see complete.sql. */
    String complete() {
        return "complete_" + tableName;
    }
}
