package dev.shoplake.etl;

import dev.shoplake.contracts.lake.CloseTables;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.MartTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.lake.SparkStart;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.stack.LocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.nessie.NessieCatalog;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieConflictException;
import org.projectnessie.error.NessieNotFoundException;
import org.projectnessie.model.Branch;
import org.projectnessie.model.Detached;
import org.projectnessie.model.Reference;
import org.projectnessie.model.Tag;

/** Real servers with an empty catalog, the command as its users call it, and a look at what readers of main see. */
final class TestingLake {
    /** Hash of a catalog without any commit. */
    private static final String NOTHING = "2e1cfa82b035c26cbbbdae632cea070514eb8b773f616aaeaf668e2f0be8f10d";

    private static final Set<String> RUN_COLUMNS = Set.of(
            "run_id",
            "window_from",
            "window_to",
            "started_at",
            "finished_at",
            "checked_at",
            "loaded_on",
            "lag_days",
            "source_file");

    /** Tables that tell of runs, not of the shop. */
    private static final Set<LakeTable> RUN_TABLES = Set.of(
            LakeTables.RUNS,
            LakeTables.RUN_MONTHS,
            LakeTables.AUDIT_RESULTS,
            MartTables.DATA_QUALITY,
            CloseTables.MONTH_CLOSES);

    private final Map<String, String> environment;
    private Lake lake;

    /**
     * @param extra settings beside those of the servers
     */
    TestingLake(Map<String, String> extra) {
        var settings =
                new HashMap<>(LocalStack.shared("postgres", "s3", "nessie").environment());
        settings.putAll(extra);
        this.environment = Map.copyOf(settings);
        var read = EtlSettings.from(environment);
        this.lake = Lake.open(SparkStart.start("local[2]", read.lake()), read.lake(), "main");
    }

    Map<String, String> environment() {
        return environment;
    }

    /** What a command did. */
    record Outcome(int exitCode, String output, String errors) {}

    Outcome etl(String... arguments) {
        var out = System.out;
        var err = System.err;
        var output = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exitCode = EtlMain.run(environment, arguments);
            return new Outcome(
                    exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Forgets every table and branch. */
    void empty() {
        reset(NOTHING);
    }

    /** Lets main be what it was at one of its commits, and forgets every other branch and tag. */
    void reset(String hash) {
        withCatalog(catalog -> {
            for (var reference : references(catalog)) {
                if (!reference.getName().equals("main")) {
                    catalog.deleteReference().reference(reference).delete();
                }
            }
            catalog.assignReference()
                    .reference(catalog.getReference().refName("main").get())
                    .assignTo(Branch.of("main", hash))
                    .assign();
            return true;
        });
    }

    List<String> branches() {
        return withCatalog(
                catalog -> references(catalog).stream().map(Reference::getName).toList());
    }

    String mainHash() {
        return hash("main");
    }

    /** The newest commit of a branch. */
    String hash(String branch) {
        return withCatalog(
                catalog -> catalog.getReference().refName(branch).get().getHash());
    }

    /** Makes a table on main without the partitions that a run would give it. */
    void create(LakeTable table) {
        lake.spark().sql("CREATE NAMESPACE IF NOT EXISTS lake." + table.namespace());
        lake.spark()
                .sql("CREATE TABLE lake.%s (%s) USING iceberg TBLPROPERTIES ('format-version'='2', 'gc.enabled'='true')"
                        .formatted(table.identifier(), table.sparkColumns()));
    }

    /** Writes rows of the event table as the stream does: on main, while nobody else is asked. */
    void addEvents(String sql) {
        add(LakeTables.RAW_EVENTS, sql);
    }

    /** Writes rows of a table of the stream. */
    void add(LakeTable table, String sql) {
        var name = "lake." + table.identifier();
        lake.spark().sql("CREATE NAMESPACE IF NOT EXISTS lake." + table.namespace());
        lake.spark()
                .sql(
                        "CREATE TABLE IF NOT EXISTS %s (%s) USING iceberg PARTITIONED BY (%s) TBLPROPERTIES ('gc.enabled'='true')"
                                .formatted(name, table.sparkColumns(), String.join(", ", table.partitioning())));
        lake.spark().sql("INSERT INTO " + name + " " + sql);
    }

    List<Row> rows(String sql) {
        return lake.spark().sql(sql).collectAsList();
    }

    /** What readers of main see of each month, as {@code months_of_the_shop.sql} asks the shop's database. */
    List<String> months() {
        return rows(
                        "SELECT year_month, currency, gross_sales, discounts, returns_amount, orders, units, buyers, new_buyers"
                                + " FROM lake.marts.monthly_kpis ORDER BY year_month, currency")
                .stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    /** A session that sees main as {@code lake} and another branch as {@code branch}. */
    Lake on(String branch) {
        var settings = EtlSettings.from(environment);
        return Lake.open(lake.spark(), settings.lake(), branch);
    }

    /** Makes a branch of the catalog from the head of main. */
    void branch(String name) {
        branch(name, mainHash());
    }

    /** Makes a branch of the catalog from a commit. */
    void branch(String name, String hash) {
        withCatalog(catalog -> catalog.createReference()
                .sourceRefName(Detached.REF_NAME)
                .reference(Branch.of(name, hash))
                .create());
    }

    void dropBranch(String name) {
        withCatalog(catalog -> catalog.deleteReference()
                .reference(catalog.getReference().refName(name).get())
                .getAndDelete());
    }

    /** Lets a tag of the catalog stand on the head of main. */
    void tag(String name) {
        withCatalog(catalog -> catalog.createReference()
                .sourceRefName("main")
                .reference(Tag.of(
                        name, catalog.getReference().refName("main").get().getHash()))
                .create());
    }

    /** A table by Iceberg alone, as a branch or tag of the catalog sees it. */
    Table table(String reference, LakeTable name) {
        var catalog = new NessieCatalog();
        catalog.initialize("lake", EtlSettings.from(environment).lake().catalogProperties(reference, Map.of()));
        return catalog.loadTable(TableIdentifier.of(name.namespace(), name.name()));
    }

    /** Makes a branch be what a commit is. */
    void move(String branch, String hash) {
        withCatalog(catalog -> {
            catalog.assignReference()
                    .reference(catalog.getReference().refName(branch).get())
                    .assignTo(Branch.of(branch, hash))
                    .assign();
            return true;
        });
    }

    /** Makes a tag of the catalog from a commit, in the place of one of that name. */
    void tag(String name, String hash) {
        forget(name);
        withCatalog(catalog -> catalog.createReference()
                .sourceRefName(Detached.REF_NAME)
                .reference(Tag.of(name, hash))
                .create());
    }

    /** Drops a branch or a tag of the catalog. */
    void forget(String reference) {
        withCatalog(catalog -> catalog.deleteReference()
                .reference(catalog.getReference().refName(reference).get())
                .getAndDelete());
    }

    /** As {@link #content}, for those who read another branch. */
    Map<String, String> contentOn(String branch, List<LakeTable> tables) {
        return content(on(branch).spark(), "branch.%s", tables);
    }

    /** As {@link #content}, by a tag inside each table. */
    Map<String, String> contentTagged(String tag, List<LakeTable> tables) {
        return content(lake.spark(), "lake.%s VERSION AS OF '" + tag + "'", tables);
    }

    /** A number for the content of every table that readers of main see, whatever run wrote it and when. */
    Map<String, String> content(List<LakeTable> tables) {
        return content(lake.spark(), "lake.%s", tables);
    }

    private static Map<String, String> content(SparkSession session, String reader, List<LakeTable> tables) {
        // One query: each would cost as much as all
        var content = new TreeMap<String, String>();
        session.sql(tables.stream().map(table -> sum(table, reader)).collect(Collectors.joining(" UNION ALL ")))
                .collectAsList()
                .forEach(row -> content.put(row.getString(0), row.get(1) + " rows, " + row.get(2)));
        return content;
    }

    private static String sum(LakeTable table, String reader) {
        var columns = table.columns().stream()
                .map(LakeTable.Column::name)
                .filter(column -> !RUN_COLUMNS.contains(column))
                .collect(Collectors.joining(", "));
        return "SELECT '%s', count(*), coalesce(sum(CAST(xxhash64(%s) AS DECIMAL(38, 0))), 0) FROM %s"
                .formatted(table.identifier(), columns, reader.formatted(table.identifier()));
    }

    /** All tables but those that tell of runs. */
    static List<LakeTable> dataTables() {
        return LakeTables.batch().stream()
                .filter(table -> !RUN_TABLES.contains(table))
                .toList();
    }

    private interface CatalogWork<T> {
        T with(NessieApiV2 catalog) throws NessieNotFoundException, NessieConflictException;
    }

    private <T> T withCatalog(CatalogWork<T> work) {
        try (var catalog = NessieClientBuilder.createClientBuilderFromSystemSettings()
                .fromConfig(LakeSettings.NESSIE_CLIENT::get)
                .withUri(URI.create(environment.get("SHOPLAKE_NESSIE_URI")))
                .build(NessieApiV2.class)) {
            return work.with(catalog);
        } catch (NessieNotFoundException | NessieConflictException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Reference> references(NessieApiV2 catalog) throws NessieNotFoundException {
        return catalog.getAllReferences().get().getReferences();
    }
}
