package dev.shoplake.etl.clean;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.RunMonths;
import dev.shoplake.etl.run.Months;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.functions;

/**
 * Types and judges every extracted row, and changes the cleaned tables where the result differs from what is published: by
 * key, so that a row is found wherever it was. What the shop does not have any more goes. Existing customer keys never change.
 */
public final class Clean implements Stage {
    private final Lake lake;
    private final RawZone rawZone;
    private final ZoneId zone;
    private final String currency;

    /**
     * @param zone decides the month of an event
     * @param currency of an order that names none
     */
    public Clean(Lake lake, RawZone rawZone, ZoneId zone, String currency) {
        this.lake = lake;
        this.rawZone = rawZone;
        this.zone = zone;
        this.currency = currency;
    }

    @Override
    public String name() {
        return "clean";
    }

    @Override
    public StageSummary run(Run run) {
        var manifest = rawZone.openViews(run);
        var newest = openViews(manifest);
        var rejected = reject(run, manifest, newest);
        // Side by side: much of a small change is planning and committing, which keep one core busy each
        var results = Arrays.stream(CleanedTable.values())
                .parallel()
                .map(table ->
                        isUntouched(table, manifest) ? new Brought(table, 0, 0, 0, Months.NONE) : bring(table, newest))
                .toList();
        if (!isUntouched(CleanedTable.CUSTOMERS, manifest)) {
            writeVersions(manifest, newest);
        }
        var events = eventMonths(manifest);
        long keys = lake.append(
                LakeTables.CLEANED_CUSTOMER_KEYS,
                lake.query(Clean.class, "new_customer_keys", Map.of("zone", zone.getId(), "months", days(events))));
        var sales = results.stream().map(Brought::months).reduce(Months.NONE, Months::and);
        new RunMonths(lake).replace(run, Map.of("sales", sales, "events", events));

        var tables = new ArrayList<TableRows>();
        for (var result : results) {
            var source = result.table().source();
            tables.add(new TableRows(
                    source.tableName(),
                    manifest.rows(source),
                    result.accepted(),
                    newest.isNeeded() ? result.rejected() : rejected.getOrDefault(source.tableName(), 0L),
                    result.superseded()));
        }
        requireBalance(tables);
        tables.add(TableRows.written("customer_keys", keys));
        return new StageSummary(tables, sales.isEmpty() ? "" : "months " + sales);
    }

    private NewestRows openViews(Manifest manifest) {
        for (var cleaned : CleanedTable.values()) {
            manifest.furtherColumns(cleaned.source()).forEach(column -> lake.addTextColumn(cleaned.table(), column));
            view(cleaned.table(), cleaned.published());
        }
        view(LakeTables.QUARANTINE, "published_quarantine");
        view(LakeTables.CLEANED_CUSTOMER_VERSIONS, "published_customer_versions");
        var scope = scope(manifest);
        lake.view(Clean.class, "reach_customers", Map.of("kind", scope.get("kind")));
        lake.view(Clean.class, "reach_products", Map.of("kind", scope.get("kind")));
        lake.view(Clean.class, "reach_orders", scope);
        var newest = NewestRows.of(lake, manifest);
        newest.showJudged();
        judge(CleanedTable.CUSTOMERS, newest, Map.of());
        judge(CleanedTable.PRODUCTS, newest, Map.of());
        judge(CleanedTable.ORDERS, newest, Map.of("currency", currency));
        lake.query(Clean.class, newest.isNeeded() ? "placed_orders_among_files" : "placed_orders", Map.of())
                .createOrReplaceTempView("placed_orders");
        judge(CleanedTable.ORDER_ITEMS, newest, Map.of());
        return newest;
    }

    private void judge(CleanedTable cleaned, NewestRows newest, Map<String, Object> arguments) {
        lake.view(Clean.class, cleaned.checked(), arguments);
        if (newest.isNeeded() && cleaned == CleanedTable.ORDER_ITEMS) {
            lake.query(Clean.class, "lines_without_older_rejects", Map.of()).createOrReplaceTempView(cleaned.checked());
        }
        addFurtherColumns(cleaned);
        newest.showFound(cleaned);
    }

    /** Columns that only this shop has come as they are; one that the shop has no more is empty. */
    private void addFurtherColumns(CleanedTable cleaned) {
        // A row as it came: which file it came in is a column of its own
        var checked = lake.spark()
                .table(cleaned.checked())
                .withColumn(
                        "source_row",
                        functions.expr("struct(source_row.* EXCEPT (source_file, row_source, row_position))"));
        var known = Set.of(checked.columns());
        var given = Set.of(checked.select("source_row.*").columns());
        for (var column : lake.columns(cleaned.table())) {
            if (!known.contains(column)) {
                var value = given.contains(column) ? "source_row.`%s`" : "CAST(NULL AS STRING)";
                checked = checked.withColumn(column, functions.expr(value.replace("%s", column)));
            }
        }
        checked.createOrReplaceTempView(cleaned.checked());
    }

    private void view(LakeTable table, String name) {
        lake.published(table).createOrReplaceTempView(name);
    }

    private static Map<String, Object> scope(Manifest manifest) {
        return Map.of(
                "kind",
                manifest.kind().name(),
                "from",
                manifest.window().from(),
                "to",
                manifest.window().to());
    }

    /**
     * What became of a table.
     *
     * @param accepted right rows of the extract that count
     * @param rejected rows of the extract that cannot be right; told only where rows of files are among them
     * @param superseded right rows of the extract that are older than the one that counts
     * @param months of its orders that have changed
     */
    private record Brought(CleanedTable table, long accepted, long rejected, long superseded, Months months) {
        static Brought of(CleanedTable table, NewestRows newest, Months months) {
            var counts = newest.count(table);
            return new Brought(table, counts.accepted(), counts.rejected(), counts.right() - counts.accepted(), months);
        }
    }

    /** Whether an increment has neither read a row of a table nor found one gone: nothing to compare then. */
    private static boolean isUntouched(CleanedTable cleaned, Manifest manifest) {
        return manifest.kind() == Scope.Kind.INCREMENT
                && manifest.deleted().rows() == 0
                && manifest.rows(cleaned.source()) == 0
                && (cleaned != CleanedTable.ORDER_ITEMS || manifest.rows(SourceTable.ORDERS) == 0);
    }

    private Brought bring(CleanedTable cleaned, NewestRows newest) {
        var found = lake.spark().table(cleaned.found());
        if (lake.publishedSnapshot(cleaned.table()) == 0) {
            long written = lake.replace(cleaned.table(), found);
            var months = cleaned.isOfMonths()
                    ? Difference.months(lake.table(cleaned.table())
                            .selectExpr("trunc(order_timestamp, 'MM')")
                            .distinct())
                    : Months.NONE;
            return newest.isNeeded()
                    ? Brought.of(cleaned, newest, months)
                    : new Brought(cleaned, written, 0, 0, months);
        }
        try (var difference = Difference.of(lake, cleaned, knownMonths(cleaned))) {
            if (!difference.isEmpty()) {
                difference.merge();
            }
            var months = cleaned.isOfMonths() ? difference.months() : Months.NONE;
            return newest.isNeeded()
                    ? Brought.of(cleaned, newest, months)
                    : new Brought(cleaned, found.count(), 0, 0, months);
        }
    }

    /** Months of the published orders that this run answers for: only there can a row of theirs be. */
    private Months knownMonths(CleanedTable cleaned) {
        return cleaned.isOfMonths()
                ? Difference.months(lake.query(Clean.class, "known_months", Map.of()))
                : Months.NONE;
    }

    /** What the shop has said of its customers, from each moment on; rows of an earlier moment may come late. */
    private void writeVersions(Manifest manifest, NewestRows newest) {
        var superseded = newest.isNeeded()
                ? lake.query(Clean.class, "superseded_customers", Map.of())
                : lake.spark().table(CleanedTable.CUSTOMERS.found()).where("false");
        superseded.createOrReplaceTempView("superseded_customers");
        lake.view(Clean.class, "new_customer_versions", Map.of("extracted_at", manifest.moment()));
        lake.query(Clean.class, "merge_customer_versions", Map.of());
    }

    private Months eventMonths(Manifest manifest) {
        return switch (manifest.kind()) {
            case INCREMENT -> Months.of(manifest.eventMonths());
            case DAYS -> Months.of(manifest.window());
            case FULL -> {
                view(StructuredTables.FACT_EVENTS, "published_events");
                yield Difference.months(lake.query(Clean.class, "all_event_months", Map.of("zone", zone.getId())));
            }
        };
    }

    private static LocalDate[] days(Months months) {
        return months.firstDays().toArray(LocalDate[]::new);
    }

    /** Rows set aside by this run, by source table; those of the same keys that were set aside before go. */
    private Map<String, Long> reject(Run run, Manifest manifest, NewestRows newest) {
        var arguments = new HashMap<>(scope(manifest));
        arguments.put("run", run.id());
        var rows = lake.query(Clean.class, "rejected", arguments);
        var all = newest.isNeeded() ? rows.unionByName(lake.query(Clean.class, "rejected_of_files", Map.of())) : rows;
        lake.replace(LakeTables.QUARANTINE, all.coalesce(1));
        return lake
                .table(LakeTables.QUARANTINE)
                .where("run_id = '%s'".formatted(run.id()))
                .groupBy("source_table")
                .count()
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static void requireBalance(List<TableRows> tables) {
        for (var table : tables) {
            if (table.in() != table.out() + table.rejected() + table.superseded()) {
                throw new RunException(
                        "rows of %s do not balance: %,d extracted, %,d cleaned, %,d in quarantine, %,d superseded; run extract again"
                                .formatted(
                                        table.table(), table.in(), table.out(), table.rejected(), table.superseded()));
            }
        }
    }
}
