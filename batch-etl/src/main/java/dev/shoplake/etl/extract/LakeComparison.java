package dev.shoplake.etl.extract;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.Window;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.jspecify.annotations.Nullable;

/**
 * Finds what {@code updated_at} does not tell, by comparing the shop with what the lake would hold after the run: rows that
 * are gone, rows that came or lost lines silently, orders that moved to another day. Numbers of rows are compared always; ids
 * are asked for only where these differ, and compared by Spark, so that memory holds only what differs.
 */
final class LakeComparison {
    /** Columns of the file of deleted ids. */
    static final List<SourceColumn> DELETED =
            List.of(new SourceColumn("source_table", "text"), new SourceColumn("source_key", "text"));

    private static final SourceColumn ID = new SourceColumn("source_key", "text");
    private static final SourceColumn LINES = new SourceColumn("lines", "bigint");

    private final Lake lake;
    private final RawZone rawZone;
    private final ShopCopy copy;
    private final ShopSource source;
    private final Run run;
    private final List<Manifest.File> scratch = new ArrayList<>();

    LakeComparison(Lake lake, RawZone rawZone, ShopCopy copy, ShopSource source, Run run) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.copy = copy;
        this.source = source;
        this.run = run;
    }

    /**
     * Copies, as the shop has them now, the rows whose keys stand in dropped files, and orders of which the lake has a part
     * from files and the shop another: what is newest is decided between all rows of a key, and an order is read whole.
     *
     * @param dropped rows of the run's files, by table
     */
    void followFiles(Function<SourceTable, Manifest.Table> dropped) {
        showTaken();
        for (var table : SourceTable.values()) {
            rawZone.rows(dropped.apply(table)).createOrReplaceTempView("dropped_" + table.tableName());
        }
        for (var table : List.of(SourceTable.CUSTOMERS, SourceTable.PRODUCTS)) {
            if (dropped.apply(table).rows() > 0) {
                copy.take(table, ids("dropped_keys", of(table)));
            }
        }
        var orders = ids("orders_of_files", Map.of());
        copy.take(SourceTable.ORDERS, orders);
        copy.take(SourceTable.ORDER_ITEMS, orders);
    }

    /** Copies the orders, whole, that the lake has on these days and the shop on other ones. */
    void followMovedOrders(Window window) {
        showTaken();
        lake.view(LakeComparison.class, "known_keys", Map.of());
        var elsewhere = ids("moved_orders", Map.of("from", window.from(), "to", window.to()));
        copy.take(SourceTable.ORDERS, elsewhere);
        copy.take(SourceTable.ORDER_ITEMS, elsewhere);
    }

    /**
     * Copies what changed without saying so.
     *
     * @param published number of the shop's rows that the lake holds, by table
     * @return the file of what is gone, if anything is
     */
    List<Manifest.File> findDeletedAndSilent(Map<String, Long> published) {
        showTaken();
        lake.view(LakeComparison.class, "known_keys", Map.of());
        var known = knownBeside(published);
        var gone = new ArrayList<List<String>>();
        try {
            for (var table : List.of(SourceTable.CUSTOMERS, SourceTable.PRODUCTS)) {
                if (differs(table, known)) {
                    showIds(table);
                    copy.take(table, ids("added", of(table)));
                    ids("gone", of(table)).forEach(id -> gone.add(List.of(table.tableName(), id)));
                }
            }
            if (differs(SourceTable.ORDERS, known) || differs(SourceTable.ORDER_ITEMS, known)) {
                compareOrders().forEach(id -> gone.add(List.of(SourceTable.ORDERS.tableName(), id)));
            }
        } finally {
            rawZone.delete(scratch);
        }
        return gone.isEmpty() ? List.of() : write(gone);
    }

    /**
     * How many rows the lake holds of each table beside those that the run has taken: of the lines, only those of the few
     * months that hold an order of the run's are looked at.
     */
    private Map<String, Long> knownBeside(Map<String, Long> published) {
        var months = Months.of(lake.query(LakeComparison.class, "months_of_taken", Map.of())
                .as(Encoders.LOCALDATE())
                .collectAsList());
        lake.table(LakeTables.CLEANED_ORDER_ITEMS)
                .where(months.ofTimestamp("order_timestamp"))
                .createOrReplaceTempView("lines_of_taken_months");
        var known = new HashMap<>(published);
        lake.query(LakeComparison.class, "known_among_taken", Map.of())
                .collectAsList()
                .forEach(row -> known.merge(row.getString(0), -row.getLong(1), Long::sum));
        return known;
    }

    /** Copies orders that came silently, or whose lines differ in number; gives back those that are gone. */
    private List<String> compareOrders() {
        showIds(SourceTable.ORDERS);
        showIds(SourceTable.ORDER_ITEMS);
        var gone = ids("gone", of(SourceTable.ORDERS));
        var silent = Stream.concat(
                        ids("added", of(SourceTable.ORDERS)).stream(),
                        ids("orders_with_other_lines", Map.of()).stream())
                .distinct()
                .toList();
        var vanished = ids("vanished_lines", Map.of());
        copy.take(SourceTable.ORDERS, silent);
        // Lines may be left of an order that is gone: then they are lines of no order
        copy.take(
                SourceTable.ORDER_ITEMS,
                Stream.concat(silent.stream(), gone.stream()).distinct().toList());
        return Stream.concat(gone.stream(), vanished.stream()).distinct().toList();
    }

    private boolean differs(SourceTable table, Map<String, Long> known) {
        long expected =
                known.getOrDefault(table.tableName(), 0L) + copy.taken(table).rows();
        return expected != source.rows(table);
    }

    private void showTaken() {
        for (var table : SourceTable.values()) {
            rawZone.rows(copy.taken(table)).createOrReplaceTempView("taken_" + table.tableName());
        }
    }

    private void showIds(SourceTable table) {
        var columns = table == SourceTable.ORDER_ITEMS ? List.of(ID, LINES) : List.of(ID);
        var name = "ids_" + table.tableName();
        var files = rawZone.files(run, name, columns);
        files.write(rows -> source.ids(table, rows));
        scratch.addAll(files.finished());
        rawZone.rows(new Manifest.Table(name, files.rows(), columns, files.finished()))
                .createOrReplaceTempView(name);
    }

    private List<String> ids(String query, Map<String, Object> arguments) {
        return lake.query(LakeComparison.class, query, arguments)
                .as(Encoders.STRING())
                .collectAsList();
    }

    private static Map<String, Object> of(SourceTable table) {
        return Map.of(
                "table",
                table.tableName(),
                "ids",
                "ids_" + table.tableName(),
                "taken",
                "taken_" + table.tableName(),
                "dropped",
                "dropped_" + table.tableName(),
                "id",
                table.idColumn());
    }

    private List<Manifest.File> write(List<List<String>> gone) {
        var files = rawZone.files(run, "deleted", DELETED);
        files.write(rows -> {
            try {
                for (var values : gone) {
                    rows.accept(SourceRow.of(new ArrayList<@Nullable String>(values)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return files.finished();
    }
}
