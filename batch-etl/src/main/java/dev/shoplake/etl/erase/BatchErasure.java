package dev.shoplake.etl.erase;

import static dev.shoplake.contracts.lake.Erasures.ERASURES;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_CUSTOMERS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_CUSTOMER_KEYS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_CUSTOMER_VERSIONS;
import static dev.shoplake.contracts.lake.LakeTables.CLEANED_ORDERS;
import static dev.shoplake.contracts.lake.LakeTables.QUARANTINE;
import static dev.shoplake.contracts.lake.StructuredTables.DIM_CUSTOMERS;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.runtime.settings.LakeSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The batch's tables: on a branch of its own, published by one merge, together with the record of the erasure. */
final class BatchErasure {
    static final String BRANCH = "erasure";

    /** The batch's tables that name persons, and the one that tells where somebody lives. */
    static final List<LakeTable> TABLES = List.of(
            CLEANED_CUSTOMERS,
            CLEANED_CUSTOMER_VERSIONS,
            CLEANED_CUSTOMER_KEYS,
            CLEANED_ORDERS,
            QUARANTINE,
            DIM_CUSTOMERS);

    private static final StructType PERSONS =
            new StructType().add("id", DataTypes.StringType).add("pseudonym", DataTypes.StringType);

    private static final StructType RECORD = new StructType()
            .add("pseudonym", DataTypes.StringType)
            .add("erased_at", DataTypes.TimestampType)
            .add("place", DataTypes.StringType)
            .add("row_count", DataTypes.LongType)
            .add("key_check", DataTypes.StringType);

    private final SparkSession spark;
    private final LakeSettings settings;
    private final CatalogBranches branches;
    private final RunLock lock;
    private final Persons persons;
    private final Instant erasedAt;

    BatchErasure(
            SparkSession spark,
            LakeSettings settings,
            CatalogBranches branches,
            RunLock lock,
            Persons persons,
            Instant erasedAt) {
        this.spark = spark;
        this.settings = settings;
        this.branches = branches;
        this.lock = lock;
        this.persons = persons;
        this.erasedAt = erasedAt;
    }

    /**
     * Does it. Persons who were nowhere are recorded all the same: the shop may have them tomorrow.
     *
     * @param known who was erased before
     */
    Changed erase(ErasedPersons known) {
        var lake = Lake.open(spark, settings, BRANCH);
        lake.createNamespaces();
        branches.startAnew(BRANCH);
        Stream.concat(TABLES.stream(), Stream.of(ERASURES)).forEach(lake::create);
        lake.spark()
                .createDataFrame(
                        persons.pseudonyms().entrySet().stream()
                                .map(person -> RowFactory.create(person.getKey(), person.getValue()))
                                .toList(),
                        PERSONS)
                .createOrReplaceTempView("persons");
        var changed = new Changed();
        lake.query(BatchErasure.class, "rows_of_persons", Map.of())
                .collectAsList()
                .forEach(row -> changed.add(row.getString(0), row.getString(1), row.getLong(2)));
        // The keys last: the dimension is found by them
        var ordered = new ArrayList<>(List.of(DIM_CUSTOMERS, CLEANED_CUSTOMERS, CLEANED_CUSTOMER_VERSIONS));
        ordered.addAll(List.of(CLEANED_ORDERS, QUARANTINE, CLEANED_CUSTOMER_KEYS));
        ordered.removeIf(table -> !changed.places().contains(table.identifier()));
        ordered.forEach(table -> change(lake, table));
        var told = new Changed();
        told.addAll(changed);
        persons.pseudonyms().values().stream()
                .filter(pseudonym -> !known.has(pseudonym))
                .forEach(pseudonym -> told.add(CLEANED_CUSTOMERS.identifier(), pseudonym, 0));
        if (told.isEmpty()) {
            branches.discard(BRANCH);
        } else {
            lake.append(ERASURES, record(lake, told));
            lock.confirm();
            branches.publish(
                    BRANCH, "Erase %d persons at %s".formatted(persons.ids().size(), erasedAt));
        }
        return changed;
    }

    /** Adds to the record of main what was changed outside of the batch's tables. */
    void record(Changed changed) {
        if (!changed.isEmpty()) {
            var lake = Lake.open(spark, settings, "main");
            lake.create(ERASURES);
            lake.append(ERASURES, record(lake, changed));
        }
    }

    private Dataset<Row> record(Lake lake, Changed changed) {
        var keyCheck = persons.maker().keyCheck();
        var rows = changed.places().stream()
                .flatMap(place -> changed.rows(place).entrySet().stream()
                        .map(count -> RowFactory.create(count.getKey(), erasedAt, place, count.getValue(), keyCheck)))
                .toList();
        return lake.spark().createDataFrame(rows, RECORD).coalesce(1);
    }

    private void change(Lake lake, LakeTable table) {
        if (table.equals(DIM_CUSTOMERS)) {
            lake.query(BatchErasure.class, "dim_customers", Map.of());
        } else if (table.equals(QUARANTINE)) {
            lake.query(
                    BatchErasure.class,
                    "quarantine",
                    Map.of(
                            "of_customers",
                            new String[] {"customer_id", "country", "created_at", "updated_at"},
                            "of_orders",
                            SourceTable.ORDERS.columns().toArray(String[]::new)));
        } else {
            rename(lake, table, table.equals(CLEANED_CUSTOMER_KEYS) ? "user_id" : "customer_id");
        }
    }

    /** Puts the pseudonym in the place of the id, and empties what tells more than is needed. */
    private static void rename(Lake lake, LakeTable table, String person) {
        var known = table.columns().stream().map(LakeTable.Column::name).toList();
        var assigned = Stream.concat(
                        Stream.of(person + " = persons.pseudonym"),
                        lake.columns(table).stream()
                                .filter(column -> !known.contains(column)
                                        || List.of("region", "city", "postal_code")
                                                .contains(column))
                                .map("`%s` = NULL"::formatted))
                .collect(Collectors.joining(", "));
        lake.spark()
                .sql("MERGE INTO %s AS target USING persons ON persons.id = target.%s WHEN MATCHED THEN UPDATE SET %s"
                        .formatted(Lake.name(table), person, assigned));
    }
}
