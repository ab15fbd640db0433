package dev.shoplake.etl.clean;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.extract.SourceTable;
import java.util.List;

/** Where the rows of a source table go, and what tells them apart. */
enum CleanedTable {
    CUSTOMERS(SourceTable.CUSTOMERS, LakeTables.CLEANED_CUSTOMERS, "customer_id"),
    PRODUCTS(SourceTable.PRODUCTS, LakeTables.CLEANED_PRODUCTS, "product_id"),
    ORDERS(SourceTable.ORDERS, LakeTables.CLEANED_ORDERS, "order_id"),
    ORDER_ITEMS(SourceTable.ORDER_ITEMS, LakeTables.CLEANED_ORDER_ITEMS, "order_id", "add_to_cart_order");

    private final SourceTable source;

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final LakeTable table;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<String> key;

    CleanedTable(SourceTable source, LakeTable table, String... key) {
        this.source = source;
        this.table = table;
        this.key = List.of(key);
    }

    SourceTable source() {
        return source;
    }

    LakeTable table() {
        return table;
    }

    List<String> key() {
        return key;
    }

    /** The view of its judged rows. */
    String checked() {
        return "checked_" + source.tableName();
    }

    /** The view of those of its right rows that count. */
    String found() {
        return "found_" + source.tableName();
    }

    /** The view of what readers of main see of it. */
    String published() {
        return "published_" + source.tableName();
    }

    /** The view of the ids (customers, products, orders) that this run answers for: what it lacks of them goes. */
    String reach() {
        return "reach_" + (this == ORDER_ITEMS ? ORDERS.source : source).tableName();
    }

    boolean isOfMonths() {
        return !table.partitioning().isEmpty()
                && table.partitioning().getFirst().startsWith("months");
    }
}
