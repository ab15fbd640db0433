package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.run.RunLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.iceberg.BaseTable;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Clean-up makes the lake smaller, and no reader of main, of a tag or of another branch misses a row. */
class MaintainIT {
    private static final String RUN = "etl_2026_01_01_2026_02_01";
    private static final LakeTable KEYS = LakeTables.CLEANED_CUSTOMER_KEYS;
    private static final LakeTable PRODUCTS = StructuredTables.DIM_PRODUCTS;
    private static final List<LakeTable> TABLES = List.of(KEYS, PRODUCTS);

    private final TestingLake lake = new TestingLake(Map.of());
    private final TestingShop shop = new TestingShop(lake.environment());

    @Test
    void tablesGetSmallerAndEveryReaderReadsWhatItRead() {
        lake.empty();
        createTables();
        lake.table("main", KEYS).replaceSortOrder().asc("user_id").commit();
        tagInside("close_2026_01");
        lake.tag("close_2026_01");
        lake.branch("sandbox");
        for (int visitor = 5; visitor >= 0; visitor--) {
            lake.rows("INSERT INTO lake.cleaned.customer_keys VALUES ('visitor %d', 'key %d')"
                    .formatted(visitor, visitor));
        }
        lake.rows("DELETE FROM lake.structured.dim_products WHERE product_id < 'p2'");
        assertThat(lake.rows("SELECT * FROM lake.structured.dim_products.delete_files"))
                .isNotEmpty();
        lake.branch(RUN);
        lake.on(RUN).spark().sql("INSERT INTO branch.cleaned.customer_keys VALUES ('ben', 'key of the run')");
        lake.rows("INSERT INTO lake.cleaned.customer_keys VALUES ('zoe', 'key z')");
        var readers = List.of("close_2026_01", "sandbox", RUN);
        var onMain = lake.content(TABLES);
        var elsewhere =
                readers.stream().map(reader -> lake.contentOn(reader, TABLES)).toList();
        assertThat(elsewhere).doesNotContain(onMain);
        var inTable = rowsAsOf("close_2026_01");
        long snapshots = snapshots();
        assertThat(files(KEYS)).isEqualTo(8);
        var ofNothing = List.of(plant("/data/of_nothing.parquet"), plant("/metadata/of_nothing.avro"));
        var ofTheTagAlone = new TreeSet<>(filesOf("close_2026_01"));

        // A month later everything but the newest state is old
        assertThat(maintain(Duration.ofDays(30), "--dead-runs", "P60D")).isZero();

        assertThat(lake.content(TABLES)).isEqualTo(onMain);
        assertThat(readers).extracting(reader -> lake.contentOn(reader, TABLES)).isEqualTo(elsewhere);
        assertThat(rowsAsOf("close_2026_01")).isEqualTo(inTable);
        assertThat(files(KEYS)).isOne();
        assertThat(lake.rows("SELECT user_id FROM lake.cleaned.customer_keys ORDER BY _pos"))
                .extracting(row -> row.getString(0))
                .isSorted();
        assertThat(lake.rows("SELECT * FROM lake.structured.dim_products.delete_files"))
                .isEmpty();
        assertThat(snapshots()).isLessThan(snapshots);
        ofTheTagAlone.removeAll(filesOf("main"));
        assertThat(ofTheTagAlone).isNotEmpty().allMatch(this::exists);
        assertThat(ofNothing).noneMatch(this::exists);
        assertThat(maintain(Duration.ofDays(30), "--dead-runs", "P60D")).isEqualTo(99);

        // Later still the run is dead, and what only it had written goes with it
        var ofTheRunAlone = new TreeSet<>(filesOf(RUN));
        ofTheRunAlone.removeAll(filesOf("close_2026_01"));
        assertThat(maintain(Duration.ofDays(60))).isZero();
        assertThat(lake.branches()).containsExactlyInAnyOrder("main", "close_2026_01", "sandbox");
        assertThat(ofTheRunAlone).isNotEmpty().noneMatch(this::exists);
        assertThat(lake.content(TABLES)).isEqualTo(onMain);
    }

    @Test
    void aRunThatIsUnderWayIsPublishedAfterwards() {
        lake.empty();
        createTables();
        for (int visitor = 0; visitor < 6; visitor++) {
            lake.rows("INSERT INTO lake.cleaned.customer_keys VALUES ('visitor %d', 'key')".formatted(visitor));
        }
        lake.branch(RUN);
        lake.on(RUN).spark().sql("INSERT INTO branch.cleaned.customer_keys VALUES ('ben', 'key of the run')");

        var outcome = lake.etl("maintain", "--history", "PT0S", "--orphans", "PT0S");

        assertThat(outcome.output()).contains("run %s is under way".formatted(RUN));
        try (var branches =
                CatalogBranches.open(EtlSettings.from(lake.environment()).lake().catalogUri())) {
            branches.publish(RUN, "publish");
        }
        assertThat(lake.rows("SELECT * FROM lake.cleaned.customer_keys")).hasSize(8);
    }

    @Test
    void nothingIsDeletedWhileABranchCannotBeRead() {
        lake.empty();
        createTables();
        lake.branch("sandbox");
        var onBranch = (BaseTable) lake.table("sandbox", KEYS);
        onBranch.updateProperties().set("of.its.own", "true").commit();
        onBranch.io().deleteFile(onBranch.operations().current().metadataFileLocation());
        var ofNothing = plant("/metadata/of_nothing.avro");

        var refused = lake.etl("maintain", "--orphans", "PT0S");

        assertThat(refused.exitCode()).isOne();
        assertThat(refused.errors()).contains("cleaned.customer_keys cannot be read at branch sandbox");
        assertThat(exists(ofNothing)).isTrue();
        lake.dropBranch("sandbox");
        assertThat(lake.etl("maintain", "--orphans", "PT0S").exitCode()).isZero();
        assertThat(exists(ofNothing)).isFalse();
        assertThat(lake.rows("SELECT * FROM lake.cleaned.customer_keys")).hasSize(1);
    }

    @Test
    void whatARunHasReadStaysReadAndWhatNoRunHasReadStaysNew() {
        lake.empty();
        shop.loadSmallShop();
        lake.addEvents(
                "SELECT * FROM VALUES ('first', 'page_view', TIMESTAMP '2026-01-21 09:00:00', 'anna', 'session', NULL, NULL,"
                        + " NULL, '{}', 'page_view', 0, -1L, TIMESTAMP '2026-01-21 09:00:00')");
        var stream = new TestingStream(lake, OffsetDateTime.parse("2026-01-21T10:00:00Z"));
        IntStream.range(0, 6).forEach(stream::commit);
        publishARun();
        assertThat(lake.etl("window").exitCode()).isEqualTo(99);
        // As when only duplicates arrive: the table's newest number is no longer that of its newest event
        lake.table("main", LakeTables.RAW_EVENTS).newFastAppend().commit();

        assertThat(lake.etl("maintain").output()).contains("files 7 -> 1");
        assertThat(lake.etl("window").exitCode()).isEqualTo(99);

        IntStream.range(6, 11).forEach(stream::commit);
        assertThat(lake.etl("maintain").output()).contains("files 6 -> 1");
        assertThat(lake.etl("window").output()).contains("--from 2026-01-21 --to 2026-01-22");
    }

    @Test
    void aSecondMaintenanceIsToldWhoIsAtWorkOrWaits() {
        lake.empty();
        CompletableFuture<TestingLake.Outcome> waiting;
        try (var first =
                RunLock.take(EtlSettings.from(lake.environment()).postgres(), "shoplake etl maintain, process 1")) {
            first.confirm();
            var second = lake.etl("maintain");
            assertThat(second.exitCode()).isOne();
            assertThat(second.errors()).contains("another run is at work: shoplake etl maintain, process 1");
            waiting = CompletableFuture.supplyAsync(() -> lake.etl("maintain", "--wait"));
        }
        assertThat(waiting.join().exitCode()).isEqualTo(99);
    }

    private int maintain(Duration later, String... options) {
        var clock = Clock.offset(Clock.systemUTC(), later);
        return new CommandLine(new Maintain(lake.environment(), clock)).execute(options);
    }

    private void createTables() {
        lake.create(KEYS);
        lake.rows("INSERT INTO lake.cleaned.customer_keys VALUES ('anna', 'key')");
        lake.create(PRODUCTS);
        lake.rows("ALTER TABLE lake.structured.dim_products SET TBLPROPERTIES ('write.delete.mode'='merge-on-read')");
        lake.rows(
                "INSERT INTO lake.structured.dim_products (product_id, product_name, is_product)"
                        + " SELECT /*+ COALESCE(1) */ * FROM VALUES ('p1', 'Cup', true), ('p2', 'Hat', true), ('p3', 'Mug', true)");
    }

    /** As the batch records that it has read all there is. */
    private void publishARun() {
        lake.create(LakeTables.RUNS);
        lake.rows(
                "INSERT INTO lake.ops.runs SELECT 'etl_2026_01_01_2026_03_01', 'extract', 'orders', DATE '2026-01-01',"
                        + " DATE '2026-03-01', 0L, 0L, 0L, now(), now(), now(), %dL, true, 0L"
                                .formatted(lake.table("main", LakeTables.RAW_EVENTS)
                                        .currentSnapshot()
                                        .sequenceNumber()));
    }

    private void tagInside(String tag) {
        var table = lake.table("main", KEYS);
        table.manageSnapshots()
                .createTag(tag, table.currentSnapshot().snapshotId())
                .commit();
    }

    private List<Row> rowsAsOf(String tag) {
        return lake.rows("SELECT * FROM lake.cleaned.customer_keys VERSION AS OF '%s' ORDER BY user_id".formatted(tag));
    }

    private String plant(String file) {
        var table = lake.table("main", KEYS);
        var path = table.location() + file;
        try (var bytes = table.io().newOutputFile(path).createOrOverwrite()) {
            bytes.write(1);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean exists(String file) {
        return lake.table("main", KEYS).io().newInputFile(file).exists();
    }

    private Set<String> filesOf(String reference) {
        var files = new TreeSet<String>();
        try (var tasks = lake.table(reference, KEYS).newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file().location()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private long files(LakeTable table) {
        return lake.rows("SELECT * FROM lake.%s.files".formatted(table.identifier()))
                .size();
    }

    private long snapshots() {
        return TABLES.stream()
                .mapToLong(table -> lake.rows("SELECT * FROM lake.%s.snapshots".formatted(table.identifier()))
                        .size())
                .sum();
    }
}
