package dev.shoplake.etl.clean;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Types and judges every source row. Orders and lines of the window take the place of those the lake had for these days, so
 * a deletion in the shop is seen; customers and products are replaced whole. Existing customer keys never change.
 */
public final class Clean implements Stage {
    private static final String IN_WINDOW = "order_timestamp >= :from AND order_timestamp < :to";

    /** Rows without a day (customers, products, lines of no order) are read by every run, and so replaced by every run. */
    private static final String REJECTED_BEFORE = "order_date IS NULL OR order_date >= :from AND order_date < :to";

    private final Lake lake;
    private final RawZone rawZone;
    private final String currency;

    /**
     * @param currency of an order that names none
     */
    public Clean(Lake lake, RawZone rawZone, String currency) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.currency = currency;
    }

    @Override
    public String name() {
        return "clean";
    }

    @Override
    public StageSummary run(Window window) {
        var manifest = rawZone.openViews(window);
        Map<String, Object> days = Map.of("from", window.from(), "to", window.to());
        lake.view(Clean.class, "checked_customers", Map.of());
        lake.view(Clean.class, "checked_products", Map.of());
        lake.view(Clean.class, "checked_orders", Map.of("currency", currency));
        lake.view(Clean.class, "checked_order_items", Map.of());

        var written = Arrays.stream(SourceTable.values())
                .parallel()
                .collect(Collectors.toMap(table -> table, table -> write(table, days)));
        var rejected = reject(window, days);
        long keys =
                lake.append(LakeTables.CLEANED_CUSTOMER_KEYS, lake.query(Clean.class, "new_customer_keys", Map.of()));

        var tables = new ArrayList<TableRows>();
        for (var table : SourceTable.values()) {
            tables.add(new TableRows(
                    table.tableName(),
                    manifest.rows(table),
                    written.getOrDefault(table, 0L),
                    rejected.getOrDefault(table.tableName(), 0L)));
        }
        requireBalance(tables);
        tables.add(TableRows.written("customer_keys", keys));
        return StageSummary.of(tables);
    }

    private Dataset<Row> right(String checked) {
        return lake.spark().table(checked).where("size(reasons) = 0");
    }

    private long write(SourceTable table, Map<String, Object> days) {
        return switch (table) {
            case CUSTOMERS -> lake.replace(LakeTables.CLEANED_CUSTOMERS, right("checked_customers"));
            case PRODUCTS -> lake.replace(LakeTables.CLEANED_PRODUCTS, right("checked_products"));
            case ORDERS -> lake.replaceWhere(LakeTables.CLEANED_ORDERS, IN_WINDOW, days, right("checked_orders"));
            case ORDER_ITEMS ->
                lake.replaceWhere(LakeTables.CLEANED_ORDER_ITEMS, IN_WINDOW, days, right("checked_order_items"));
        };
    }

    /** Rows set aside, by source table. */
    private Map<String, Long> reject(Window window, Map<String, Object> days) {
        var arguments = new HashMap<String, Object>(days);
        arguments.put("run", window.runId());
        lake.replaceWhere(
                LakeTables.QUARANTINE,
                REJECTED_BEFORE,
                days,
                lake.query(Clean.class, "rejected", arguments).coalesce(1));
        var counts = new HashMap<String, Long>();
        lake.table(LakeTables.QUARANTINE)
                .where("run_id = '%s'".formatted(window.runId()))
                .groupBy("source_table")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }

    private static void requireBalance(List<TableRows> tables) {
        for (var table : tables) {
            if (table.in() != table.out() + table.rejected()) {
                throw new RunException(
                        "rows of %s do not balance: %,d extracted, %,d cleaned, %,d in quarantine; run extract again"
                                .formatted(table.table(), table.in(), table.out(), table.rejected()));
            }
        }
    }
}
