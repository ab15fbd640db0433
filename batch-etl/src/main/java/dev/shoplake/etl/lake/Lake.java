package dev.shoplake.etl.lake;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The lake as a stage sees it: SQL over the catalog twice, {@code lake} for the published state (branch main) and
 * {@code branch} for the run's own branch. Stages read both and write {@code branch} alone.
 */
public final class Lake {
    private static final String MAIN = "lake";
    private static final String BRANCH = "branch";

    private final SparkSession spark;

    private Lake(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Opens a session with both catalogs; nothing is read yet.
     *
     * @param spark any session of the process; what is set here stays in a session of its own
     * @param branch name of the run's branch, which need not exist yet
     */
    public static Lake open(SparkSession spark, LakeSettings settings, String branch) {
        return open(spark, settings, branch, Map.of());
    }

    /**
     * The same for whoever is the branch's only writer, and begins or resets it before it first asks for a table of it: each
     * table is asked of the catalog once, however many queries read it, and main stays what it was when it was first asked.
     */
    public static Lake openForRun(SparkSession spark, LakeSettings settings, String branch) {
        return open(spark, settings, branch, Map.of("cache-enabled", "true", "cache.expiration-interval-ms", "-1"));
    }

    private static Lake open(
            SparkSession spark, LakeSettings settings, String branch, Map<String, String> catalogProperties) {
        var session = spark.newSession();
        catalog(session, MAIN, settings, "main", catalogProperties);
        catalog(session, BRANCH, settings, branch, catalogProperties);
        var lake = new Lake(session);
        List.of("rate", "order_time", "whole_number").forEach(function -> lake.query(Lake.class, function, Map.of()));
        lake.query(Lake.class, "order_statuses", Map.of()).createOrReplaceTempView("order_statuses");
        return lake;
    }

    /**
     * Opens a session that sees main as of one of its commits under both names, however long it reads; nothing can be written.
     *
     * @param spark any session of the process
     * @param hash the commit
     */
    public static Lake openAt(SparkSession spark, LakeSettings settings, String hash) {
        var lake = open(spark, settings, "main");
        for (var name : List.of(MAIN, BRANCH)) {
            lake.spark().conf().set("spark.sql.catalog." + name + ".ref.hash", hash);
        }
        return lake;
    }

    private static void catalog(
            SparkSession session, String name, LakeSettings settings, String reference, Map<String, String> further) {
        var key = "spark.sql.catalog." + name;
        session.conf().set(key, "org.apache.iceberg.spark.SparkCatalog");
        settings.catalogProperties(reference, Map.of("type", "nessie"))
                .forEach((property, value) -> session.conf().set(key + "." + property, value));
        further.forEach((property, value) -> session.conf().set(key + "." + property, value));
        // A run asks for the same few manifests again and again
        session.conf().set(key + ".io.manifest.cache-enabled", "true");
    }

    public SparkSession spark() {
        return spark;
    }

    /**
     * SQL from the file {@code <name>.sql} beside a class.
     *
     * @param arguments values of its parameters, such as {@code :from}
     */
    public Dataset<Row> query(Class<?> stage, String name, Map<String, Object> arguments) {
        return spark.sql(text(stage, name), arguments);
    }

    /** As {@link #query}, known to later SQL under the file's name. */
    public Dataset<Row> view(Class<?> stage, String name, Map<String, Object> arguments) {
        var rows = query(stage, name, arguments);
        rows.createOrReplaceTempView(name);
        return rows;
    }

    /**
     * Creates the zones on main. Branches need an ancestor in common with main to be merged, and this is what gives a new
     * catalog its first commit.
     */
    public void createNamespaces() {
        LakeTables.batch().stream()
                .map(LakeTable::namespace)
                .distinct()
                .forEach(zone -> spark.sql("CREATE NAMESPACE IF NOT EXISTS %s.%s".formatted(MAIN, zone)));
    }

    /** Creates the batch's tables that the run's branch does not have yet, and the columns that its tables lack. */
    public void createTables() {
        LakeTables.batch().parallelStream().forEach(this::create);
    }

    /** Creates a table that the run's branch does not have yet, or the columns that it lacks. */
    public void create(LakeTable table) {
        if (spark.catalog().tableExists(name(table))) {
            addColumns(table);
            sort(table);
            return;
        }
        var partitioning = table.partitioning().isEmpty()
                ? ""
                : " PARTITIONED BY (%s)".formatted(String.join(", ", table.partitioning()));
        // gc.enabled: Nessie's default forbids the clean-up of old snapshots
        spark.sql("CREATE TABLE %s (%s) USING iceberg%s TBLPROPERTIES ('format-version'='2', 'gc.enabled'='true')"
                .formatted(name(table), table.sparkColumns(), partitioning));
        sort(table);
    }

    /** Files of a partition are written by one task, sorted: few files, and readers of a part skip most of their rows. */
    private void sort(LakeTable table) {
        var stored = load(name(table));
        if (!table.sorting().isEmpty() && stored.sortOrder().isUnsorted()) {
            var order = stored.replaceSortOrder();
            table.sorting().forEach(order::asc);
            order.commit();
            stored.updateProperties()
                    .set("write.distribution-mode", table.partitioning().isEmpty() ? "none" : "hash")
                    .commit();
        }
    }

    /** A table that an earlier version made lacks the newer columns; they are at its end and optional. */
    private void addColumns(LakeTable table) {
        var schema = load(name(table)).schema();
        for (var column : table.columns()) {
            if (schema.findField(column.name()) == null) {
                spark.sql("ALTER TABLE %s ADD COLUMN %s".formatted(name(table), column.sparkColumn()));
            }
        }
    }

    /** Columns of a table of the run's branch, in order. */
    public List<String> columns(LakeTable table) {
        return List.of(table(table).columns());
    }

    /** Gives a table of the run's branch a column of text, if it has none of that name. */
    public void addTextColumn(LakeTable table, String column) {
        if (load(name(table)).schema().findField(column) == null) {
            spark.sql("ALTER TABLE %s ADD COLUMN `%s` STRING".formatted(name(table), column));
        }
    }

    /** A table of the run's branch. */
    public Dataset<Row> table(LakeTable table) {
        return spark.table(name(table));
    }

    /** The newest snapshot of a published table, or 0 if it has none or is not there. */
    public long publishedSnapshot(LakeTable table) {
        var name = MAIN + "." + table.identifier();
        var snapshot = spark.catalog().tableExists(name) ? load(name).currentSnapshot() : null;
        return snapshot == null ? 0 : snapshot.snapshotId();
    }

    /**
     * What readers of main see of a table, with the columns that it has on the run's branch; without rows if it is not
     * published.
     */
    public Dataset<Row> published(LakeTable table) {
        return inOrder(table, published(table, publishedSnapshot(table)));
    }

    /** A published table as a tag inside it names it. */
    public Dataset<Row> tagged(LakeTable table, String tag) {
        return spark.read().option("versionAsOf", tag).table(MAIN + "." + table.identifier());
    }

    /** A published table as of one snapshot; without rows if that is 0. */
    public Dataset<Row> published(LakeTable table, long snapshot) {
        if (snapshot == 0) {
            var columns = table.sparkColumns().replace(" NOT NULL", "");
            return spark.createDataFrame(List.of(), StructType.fromDDL(columns));
        }
        return spark.read().option("versionAsOf", snapshot).table(MAIN + "." + table.identifier());
    }

    /**
     * Puts rows in the place of the whole table.
     *
     * @return rows written
     */
    public long replace(LakeTable table, Dataset<Row> rows) {
        try {
            inOrder(table, rows).writeTo(name(table)).overwrite(functions.lit(true));
        } catch (NoSuchTableException e) {
            throw new IllegalStateException(e);
        }
        return written(table);
    }

    /**
     * Puts rows in the place of those that match a condition. Two commits on the branch: readers see neither before the
     * merge.
     *
     * @param condition SQL with parameters
     * @return rows written
     */
    public long replaceWhere(LakeTable table, String condition, Map<String, Object> arguments, Dataset<Row> rows) {
        if (load(name(table)).currentSnapshot() != null) {
            spark.sql("DELETE FROM %s WHERE %s".formatted(name(table), condition), arguments);
        }
        return append(table, rows);
    }

    /**
     * Adds rows.
     *
     * @return rows written
     */
    public long append(LakeTable table, Dataset<Row> rows) {
        var before = load(name(table)).currentSnapshot();
        try {
            inOrder(table, rows).writeTo(name(table)).append();
        } catch (NoSuchTableException e) {
            throw new IllegalStateException(e);
        }
        var after = load(name(table)).currentSnapshot();
        return after == null || after.equals(before) ? 0 : added(after.summary());
    }

    /** The name of a table of the run's branch in SQL. */
    public static String name(LakeTable table) {
        return BRANCH + "." + table.identifier();
    }

    /** The columns that the table has on the run's branch; those that the rows lack are empty. */
    private Dataset<Row> inOrder(LakeTable table, Dataset<Row> rows) {
        var given = Set.of(rows.columns());
        return rows.select(Arrays.stream(table(table).schema().fields())
                .map(field -> given.contains(field.name())
                        ? rows.col("`" + field.name() + "`")
                        : functions.lit(null).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new));
    }

    private long written(LakeTable table) {
        var snapshot = load(name(table)).currentSnapshot();
        return snapshot == null ? 0 : added(snapshot.summary());
    }

    /** The writer's own count, which costs no reading. */
    private static long added(Map<String, String> summary) {
        return Long.parseLong(summary.getOrDefault("added-records", "0"));
    }

    private Table load(String name) {
        try {
            return Spark3Util.loadIcebergTable(spark, name);
        } catch (NoSuchTableException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Class<?> stage, String name) {
        try (var file = stage.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("no SQL file %s beside %s".formatted(name, stage.getName()));
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
