package dev.shoplake.consumer.store.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.nessie.NessieCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** The catalog and the tables that the stream owns, made on first use. */
final class RawTables implements AutoCloseable {
    private static final Map<String, String> TABLE_PROPERTIES = Map.ofEntries(
            Map.entry("format-version", "2"),
            Map.entry("gc.enabled", "true"),
            Map.entry("write.parquet.compression-codec", "zstd"),
            Map.entry("write.target-file-size-bytes", "134217728"),
            Map.entry("write.metadata.compression-codec", "gzip"),
            Map.entry("write.metadata.previous-versions-max", "100"),
            // Superseded metadata goes by age, see TableUpkeep: a branch of the catalog may still read it for a while
            Map.entry("write.metadata.delete-after-commit.enabled", "false"),
            Map.entry("nessie.gc.no-warning", "true"));

    private final NessieCatalog catalog;

    private RawTables(NessieCatalog catalog) {
        this.catalog = catalog;
    }

    static RawTables open(LakeSettings settings) {
        var properties = settings.catalogProperties("main", Map.of());
        // Patience is the caller's business, and there membership of the group is kept up meanwhile
        properties.put("s3.retry.num-retries", "1");
        properties.put("s3.retry.min-wait-ms", "200");
        var catalog = new NessieCatalog();
        catalog.initialize("lake", properties);
        return new RawTables(catalog);
    }

    Table events() {
        return loadOrCreate(LakeTables.RAW_EVENTS);
    }

    Table deadLetters() {
        return loadOrCreate(LakeTables.RAW_DEAD_LETTERS);
    }

    private Table loadOrCreate(LakeTable table) {
        var identifier = TableIdentifier.of(table.namespace(), table.name());
        if (catalog.tableExists(identifier)) {
            return catalog.loadTable(identifier);
        }
        try {
            createNamespace(Namespace.of(table.namespace()));
            var schema = schema(table);
            return catalog.createTable(identifier, schema, partitioning(table, schema), TABLE_PROPERTIES);
        } catch (AlreadyExistsException e) {
            return catalog.loadTable(identifier); // another consumer was faster
        }
    }

    private void createNamespace(Namespace namespace) {
        if (catalog.namespaceExists(namespace)) {
            return;
        }
        try {
            catalog.createNamespace(namespace);
        } catch (AlreadyExistsException e) {
            return; // another consumer was faster
        }
    }

    static Schema schema(LakeTable table) {
        var fields = new ArrayList<Types.NestedField>();
        for (var column : table.columns()) {
            var builder = column.required()
                    ? Types.NestedField.required(column.name())
                    : Types.NestedField.optional(column.name());
            fields.add(builder.withId(fields.size() + 1)
                    .ofType(type(column.type()))
                    .build());
        }
        return new Schema(fields);
    }

    private static Type type(String name) {
        return name.equals("timestamptz") ? Types.TimestampType.withZone() : Types.fromPrimitiveString(name);
    }

    /** Both tables are partitioned by month; another transform needs another line here and in {@link DeadLetterTable}. */
    static PartitionSpec partitioning(LakeTable table, Schema schema) {
        var builder = PartitionSpec.builderFor(schema);
        for (var transform : table.partitioning()) {
            if (!transform.startsWith("months(") || !transform.endsWith(")")) {
                throw new IllegalArgumentException(
                        "%s is partitioned by %s: expected months(…)".formatted(table.identifier(), transform));
            }
            builder.month(transform.substring("months(".length(), transform.length() - 1));
        }
        return builder.build();
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the catalog was not closed", e);
        }
    }
}
