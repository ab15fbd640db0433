package dev.shoplake.etl.change;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.isNull;
import static org.apache.iceberg.expressions.Expressions.or;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/** What readers of main see, read by Iceberg alone: seconds faster than to start Spark. */
final class PublishedLake implements AutoCloseable {
    /** What stands for the shop itself where a row names its source; no name does too. */
    private static final String SHOP = "shop";

    /** What a row says that the shop does not have. */
    private static final String FILES_ALONE = "inbox";

    private static final Map<String, LakeTable> CLEANED = Map.of(
            "customers", LakeTables.CLEANED_CUSTOMERS,
            "products", LakeTables.CLEANED_PRODUCTS,
            "orders", LakeTables.CLEANED_ORDERS,
            "order_items", LakeTables.CLEANED_ORDER_ITEMS);

    private final CatalogTables tables;

    private PublishedLake(CatalogTables tables) {
        this.tables = tables;
    }

    static PublishedLake open(LakeSettings settings) {
        return new PublishedLake(CatalogTables.open(settings, List.of()));
    }

    /** The published runs that say how far they had read; runs of a version that did not record it count as none. */
    List<PublishedRun> runs() {
        var table = table(LakeTables.RUNS);
        var runs = new ArrayList<PublishedRun>();
        if (table == null || table.schema().findField("source_moment") == null) {
            return runs;
        }
        try (var rows = IcebergGenerics.read(table)
                .where(equal("stage", "extract"))
                .select(
                        "run_id",
                        "window_from",
                        "window_to",
                        "source_moment",
                        "events_sequence",
                        "is_caught_up",
                        "started_at")
                .build()) {
            for (var row : rows) {
                if (row.getField("source_moment") != null) {
                    runs.add(run(row));
                }
            }
        } catch (IOException e) {
            throw new RunException("the journal of runs cannot be read: " + e.getMessage(), e);
        }
        return runs.stream().distinct().toList();
    }

    private static PublishedRun run(Record row) {
        return new PublishedRun(
                (String) row.getField("run_id"),
                new Window((LocalDate) row.getField("window_from"), (LocalDate) row.getField("window_to")),
                new SourcePosition(
                        ((OffsetDateTime) row.getField("source_moment")).toInstant(),
                        (Long) row.getField("events_sequence"),
                        (Boolean) row.getField("is_caught_up")),
                ((OffsetDateTime) row.getField("started_at")).toInstant());
    }

    /**
     * Number of the shop's rows that the lake holds, by the shop's table: cleaned or set aside. Of the cleaned ones only the
     * catalog's own figures are read; a key that was set aside counts once.
     */
    Map<String, Long> shopRows() {
        var counts = new HashMap<String, Long>();
        CLEANED.forEach((name, cleaned) -> counts.merge(name, cleanedRows(cleaned), Long::sum));
        rejectedKeys().forEach(key -> counts.merge(key.table(), 1L, Long::sum));
        return counts;
    }

    private long cleanedRows(LakeTable cleaned) {
        var table = table(cleaned);
        var snapshot = table == null ? null : table.currentSnapshot();
        if (table == null || snapshot == null) {
            return 0;
        }
        var summary = snapshot.summary();
        long rows = Long.parseLong(summary.getOrDefault("total-records", "0"))
                - Long.parseLong(summary.getOrDefault("total-position-deletes", "0"));
        return table.schema().findField("source") == null ? rows : rows - ofFilesAlone(table);
    }

    /** Rows that the shop does not have. The bounds of their files tell where to look: as a rule nowhere. */
    private static long ofFilesAlone(Table table) {
        try (var rows = IcebergGenerics.read(table)
                .where(equal("source", FILES_ALONE))
                .select("source")
                .build()) {
            long count = 0;
            for (var ignored = rows.iterator(); ignored.hasNext(); ignored.next()) {
                count++;
            }
            return count;
        } catch (IOException e) {
            throw new RunException("the lake cannot be read: " + e.getMessage(), e);
        }
    }

    /** A row of the shop that was set aside. */
    private record Rejected(String table, String key) {}

    private Set<Rejected> rejectedKeys() {
        var table = table(LakeTables.QUARANTINE);
        var keys = new HashSet<Rejected>();
        if (table == null) {
            return keys;
        }
        boolean hasSource = table.schema().findField("source") != null;
        var rows = IcebergGenerics.read(table)
                .where(hasSource ? or(isNull("source"), equal("source", SHOP)) : alwaysTrue())
                .select("source_table", "source_key");
        try (var found = rows.build()) {
            found.forEach(row ->
                    keys.add(new Rejected((String) row.getField("source_table"), (String) row.getField("source_key"))));
        } catch (IOException e) {
            throw new RunException("the quarantine cannot be read: " + e.getMessage(), e);
        }
        return keys;
    }

    /** The stream's events; null before the first one. */
    @Nullable
    Table events() {
        return table(LakeTables.RAW_EVENTS);
    }

    /** Whether customers are kept by version. */
    boolean keepsVersions() {
        return tables.exists(LakeTables.CLEANED_CUSTOMER_VERSIONS);
    }

    private @Nullable Table table(LakeTable table) {
        return tables.exists(table) ? tables.onMain(table) : null;
    }

    @Override
    public void close() {
        tables.close();
    }
}
