package dev.shoplake.etl.extract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The extracts in the object store: {@code full/<date>/<table>/<run>-001.parquet} or the same below {@code increment}, and
 * {@code <run>.manifest.json} in the folder of the date.
 */
public final class RawZone implements AutoCloseable {
    private static final StructType MANIFEST_TABLES =
            new StructType().add("table_name", DataTypes.StringType).add("manifest_rows", DataTypes.LongType);

    private static final StructType SOURCE_MONTHS = StructType.fromDDL(
            "year_month STRING, currency STRING, sale_lines DECIMAL(38, 4), units DECIMAL(38, 4), gross_sales DECIMAL(38, 4),"
                    + " discounts DECIMAL(38, 4), returns_amount DECIMAL(38, 4)");

    private final Lake lake;
    private final RawFiles files;
    private final RawFiles archive;
    private final ErasedPersons erased;
    private final Set<String> verified = new HashSet<>();

    /**
     * @param erased persons whose events come by their pseudonyms
     */
    public RawZone(Lake lake, LakeSettings settings, ErasedPersons erased) {
        this.lake = lake;
        this.files = RawFiles.open(settings);
        this.archive = RawFiles.archive(settings);
        this.erased = erased;
    }

    /**
     * Makes the extract of a run known to SQL:
     *
     * <ul>
     *   <li>{@code source_customers}, {@code source_products}, {@code source_orders}, {@code source_order_items}: text columns,
     *       those of {@link SourceTable}, then further ones of the shop, then {@code source_file}, the file's path below the raw
     *       root; {@code row_source}, shop or inbox; {@code row_position} (bigint), place of a row among those of the run:
     *       rows of files from 0 on, rows of the shop after all of them
     *   <li>{@code source_deleted} (source_table, source_key): customers, products and orders that the shop has no more; an
     *       order's lines went with it
     *   <li>{@code raw_events} and {@code raw_dead_letters}: the stream's tables as of the run's snapshots
     *   <li>{@code manifest_tables} (table_name, manifest_rows)
     *   <li>{@code source_months} (year_month, currency, sale_lines, units, gross_sales, discounts, returns_amount): what the
     *       source counts itself; empty if it does not tell
     * </ul>
     *
     * @throws RunException if the run has no complete extract, or a file is not as the manifest has it
     */
    public Manifest openViews(Run run) {
        var manifest = manifest(run);
        verify(manifest);
        for (var table : SourceTable.values()) {
            read(manifest, table).createOrReplaceTempView("source_" + table.tableName());
        }
        rows(manifest.deleted()).createOrReplaceTempView("source_deleted");
        events(manifest.eventsSnapshot()).createOrReplaceTempView("raw_events");
        lake.published(LakeTables.RAW_DEAD_LETTERS, manifest.deadLettersSnapshot())
                .createOrReplaceTempView("raw_dead_letters");
        lake.spark()
                .createDataFrame(
                        Arrays.stream(SourceTable.values())
                                .map(table -> RowFactory.create(table.tableName(), manifest.rows(table)))
                                .toList(),
                        MANIFEST_TABLES)
                .createOrReplaceTempView("manifest_tables");
        var months = manifest.months() == null ? List.<SourceMonth>of() : manifest.months();
        lake.spark()
                .createDataFrame(
                        months.stream()
                                .map(month -> RowFactory.create(
                                        month.month(),
                                        month.currency(),
                                        month.saleLines(),
                                        month.units(),
                                        month.grossSales(),
                                        month.discounts(),
                                        month.returnsAmount()))
                                .toList(),
                        SOURCE_MONTHS)
                .createOrReplaceTempView("source_months");
        return manifest;
    }

    /** The consumer does not know who was erased: somebody who comes again would be another person else. */
    private Dataset<Row> events(long snapshot) {
        var events = lake.published(LakeTables.RAW_EVENTS, snapshot);
        return erased.isEmpty()
                ? events
                : events.withColumn(
                        "user_id",
                        udf((UDF1<String, String>) erased::nameOf, DataTypes.StringType)
                                .apply(events.col("user_id")));
    }

    /**
     * What the extract of a run holds.
     *
     * @throws RunException if there is no complete one
     */
    public Manifest manifest(Run run) {
        var json = files.text(Manifest.pathOf(run));
        if (json == null) {
            throw new RunException(
                    "no complete extract of %s in %s: run extract first".formatted(run, files.address(run.folder())));
        }
        return Manifest.ofJson(json);
    }

    /** What a published run has read, from the raw zone or the archive; null if neither has it any more. */
    @Nullable
    Manifest published(String run) {
        if (!Run.isName(run)) {
            return null;
        }
        var path = Manifest.pathOf(new Run(run));
        var json = files.text(path);
        var found = json == null ? archive.text(run + "/" + path) : json;
        return found == null ? null : Manifest.ofJson(found);
    }

    /** Makes an earlier extract of the run not count any more, and removes its files. */
    void open(Run run) {
        files.deleteRun(run);
    }

    /** Makes an extract count. */
    void close(Run run, Manifest manifest) {
        files.write(Manifest.pathOf(run), manifest.toJson());
    }

    /** Files of one table of a run, to be written. */
    TableFiles files(Run run, String table, List<SourceColumn> columns) {
        return written("%s/%s/%s".formatted(run.folder(), table, run.id()), columns);
    }

    /** Files of a part of a table that may be discarded by itself. */
    TableFiles files(Run run, String table, List<SourceColumn> columns, String part) {
        return written("%s/%s/%s-%s".formatted(run.folder(), table, run.id(), part), columns);
    }

    private TableFiles written(String prefix, List<SourceColumn> columns) {
        return new TableFiles(
                files, prefix, columns.stream().map(SourceColumn::name).toList());
    }

    /** Removes what was written of a part. */
    void discardPart(Run run, String part) {
        files.list(run.folder() + "/").stream()
                .filter(path -> path.contains("/%s-%s-".formatted(run.id(), part)))
                .forEach(files::delete);
    }

    /** Removes files that were only needed meanwhile. */
    void delete(List<Manifest.File> gone) {
        gone.forEach(file -> files.delete(file.path()));
    }

    /** What a run has read of a table, of the shop itself and of dropped files. */
    private Dataset<Row> read(Manifest manifest, SourceTable table) {
        var ofShop = manifest.table(table);
        // Files alone have metadata to ask
        var file = ofShop.files().isEmpty() ? lit("") : expr("substring_index(_metadata.file_path, '/', -4)");
        var rows = rows(ofShop)
                .withColumn("source_file", file)
                .withColumn("row_source", lit("shop"))
                .withColumn("row_position", lit(Long.MAX_VALUE));
        var dropped = manifest.dropped(table);
        if (dropped.files().isEmpty()) {
            return rows;
        }
        return rows.unionByName(rows(dropped)
                .withColumnRenamed(InboxCopy.FILE, "source_file")
                .withColumn("row_source", lit("inbox"))
                .withColumn("row_position", col(InboxCopy.POSITION).cast(DataTypes.LongType))
                .drop(InboxCopy.POSITION));
    }

    /** Rows of files, all columns text. */
    Dataset<Row> rows(Manifest.Table table) {
        var schema = new StructType();
        for (var column : table.columns()) {
            schema = schema.add(column.name(), DataTypes.StringType);
        }
        if (table.files().isEmpty()) {
            return lake.spark().createDataFrame(List.of(), schema);
        }
        // One store, two names: Iceberg says s3, Hadoop s3a
        return lake.spark()
                .read()
                .schema(schema)
                .parquet(table.files().stream()
                        .map(file -> files.address(file.path()).replaceFirst("^s3:", "s3a:"))
                        .toArray(String[]::new));
    }

    /** Sizes are asked each time; the bytes are read once a process, as that costs as much as a stage's own reading. */
    private void verify(Manifest manifest) {
        boolean first = verified.add(manifest.runId());
        manifest.files().parallelStream().forEach(file -> {
            long length = files.length(file.path());
            if (length < 0) {
                throw broken(manifest, file, "is missing");
            }
            if (length != file.bytes()) {
                throw broken(manifest, file, "has %,d bytes instead of %,d".formatted(length, file.bytes()));
            }
            if (first && !files.checksum(file.path()).equals(file.sha256())) {
                throw broken(manifest, file, "has other content than was written");
            }
        });
    }

    private RunException broken(Manifest manifest, Manifest.File file, String what) {
        return new RunException("the raw file %s %s: bring it back from a backup, or begin anew with extract (run %s)"
                .formatted(files.address(file.path()), what, manifest.runId()));
    }

    @Override
    public void close() {
        files.close();
        archive.close();
    }
}
