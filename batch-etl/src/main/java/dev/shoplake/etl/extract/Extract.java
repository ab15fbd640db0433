package dev.shoplake.etl.extract;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.change.Changes;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.Stage;
import dev.shoplake.etl.run.StageSummary;
import dev.shoplake.etl.run.StageSummary.TableRows;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * Begins a run: makes its branch from the head of main, then copies the shop's tables as of one moment into the raw zone.
 */
public final class Extract implements Stage {
    private static final int ROWS_A_FETCH = 10_000;

    private final PostgresSettings source;
    private final Lake lake;
    private final RawZone rawZone;
    private final CatalogBranches branches;
    private final Changes changes;

    public Extract(PostgresSettings source, Lake lake, RawZone rawZone, CatalogBranches branches, Changes changes) {
        this.changes = changes;
        this.source = source;
        this.lake = lake;
        this.rawZone = rawZone;
        this.branches = branches;
    }

    @Override
    public String name() {
        return "extract";
    }

    @Override
    public StageSummary run(Window window) {
        rawZone.open(window);
        lake.createNamespaces();
        branches.startAnew(window.runId());
        lake.createTables();
        // Before anything is read: what is recorded as read was read
        var position = changes.position(window);
        Manifest manifest;
        try (var snapshot = SourceSnapshot.open(source)) {
            Arrays.stream(SourceTable.values()).parallel().forEach(table -> copy(table, window, snapshot));
            manifest = manifest(window, snapshot);
        }
        rawZone.close(window, manifest);
        return new StageSummary(
                manifest.tables().stream()
                        .map(table -> TableRows.written(table.name(), table.rows()))
                        .toList(),
                "",
                position);
    }

    private void copy(SourceTable table, Window window, SourceSnapshot snapshot) {
        var connection = new Properties();
        connection.setProperty("user", source.user());
        connection.setProperty("password", source.password().value());
        connection.setProperty("driver", "org.postgresql.Driver");
        connection.setProperty("ApplicationName", "shoplake etl extract");
        // A fetch size makes Spark read inside a transaction, and that is what can join the snapshot
        connection.setProperty("fetchsize", Integer.toString(ROWS_A_FETCH));
        connection.setProperty("sessionInitStatement", snapshot.joinStatement());
        lake.spark()
                .read()
                .jdbc(source.url(), "(%s) AS source".formatted(table.rowsOf(window)), shares(table), connection)
                .write()
                .mode("overwrite")
                .parquet(rawZone.folder(window) + "/" + table.tableName());
    }

    /** The conditions of the connections that read side by side: big tables are shared out by order. */
    private String[] shares(SourceTable table) {
        int count = table == SourceTable.ORDER_ITEMS
                ? Math.clamp(lake.spark().sparkContext().defaultParallelism(), 1, 8)
                : 1;
        return IntStream.range(0, count)
                .mapToObj(share -> "mod(abs(hashtext(order_id)::bigint), %d) = %d".formatted(count, share))
                .map(condition -> count == 1 ? "true" : condition)
                .toArray(String[]::new);
    }

    private Manifest manifest(Window window, SourceSnapshot snapshot) {
        return new Manifest(
                window.runId(),
                window.from().toString(),
                window.to().toString(),
                snapshot.id(),
                snapshot.position(),
                lake.publishedSnapshot(LakeTables.RAW_EVENTS),
                lake.publishedSnapshot(LakeTables.RAW_DEAD_LETTERS),
                Arrays.stream(SourceTable.values())
                        .map(table ->
                                new Manifest.Table(table.tableName(), snapshot.count(table, window), table.columns()))
                        .toList());
    }
}
