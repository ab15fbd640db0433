package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.extract.SourceColumn;
import dev.shoplake.etl.extract.SourceTable;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.Scope;
import dev.shoplake.runtime.settings.LakeSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an extract takes of the shop, looked at in its views and its manifest. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExtractIT {

    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    /** What is published stays while each test begins another run. */
    @BeforeAll
    void publishTheSmallShop() {
        PublishedSmallShop.bring(lake, shop);
    }

    @BeforeEach
    void loadTheShopAsItWas() {
        shop.loadSmallShop();
    }

    /** An extract, and a session with its views. */
    private record Extracted(Run run, Manifest manifest, Lake views) {
        List<String> rows(String sql) {
            return views.spark().sql(sql).collectAsList().stream()
                    .map(row -> row.mkString("|"))
                    .toList();
        }
    }

    private static String counts(Extracted extracted) {
        return extracted.manifest().tables().stream()
                        .map(table -> table.name() + " " + table.rows())
                        .collect(Collectors.joining(", "))
                + ", deleted " + extracted.manifest().deleted().rows();
    }

    private Extracted extract(String... arguments) {
        return extract(lake, arguments);
    }

    private Extracted extract(TestingLake by, String... options) {
        var arguments = new ArrayList<>(List.of("extract"));
        arguments.addAll(List.of(options));
        var outcome = by.etl(arguments.toArray(String[]::new));
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
        var run = new Run(outcome.output().lines().toList().getLast().replace("--run ", ""));
        var views = lake.on(run.id());
        try (var rawZone = new RawZone(views, settings(), ErasedPersons.NONE)) {
            return new Extracted(run, rawZone.openViews(run), views);
        }
    }

    private LakeSettings settings() {
        return EtlSettings.from(lake.environment()).lake();
    }

    @Test
    void aChangeOfALineTakesItsWholeOrder() {
        shop.execute(
                "UPDATE order_items SET quantity = 3, updated_at = now() WHERE order_id = 'o1' AND add_to_cart_order = 2");
        shop.execute("UPDATE customers SET country = 'Spain', updated_at = now() WHERE customer_id = 'c2'");

        var extracted = extract();

        assertThat(counts(extracted)).isEqualTo("customers 1, products 0, orders 1, order_items 2, deleted 0");
        assertThat(extracted.manifest().kind()).isEqualTo(Scope.Kind.INCREMENT);
        assertThat(extracted.rows("SELECT order_id, add_to_cart_order, quantity FROM source_order_items ORDER BY 2"))
                .containsExactly("o1|1|2", "o1|2|3");
        assertThat(extracted.rows("SELECT source_file FROM source_orders"))
                .containsExactly(extracted.run().folder() + "/orders/" + extracted.run() + "-001.parquet");
        assertThat(extracted.manifest().table(SourceTable.PRODUCTS).files()).isEmpty();
    }

    @Test
    void whatTheShopDeletedIsNamed() {
        shop.execute(
                "DELETE FROM orders WHERE order_id = 'o2'; DELETE FROM order_items WHERE order_id IN ('o2', 'ghost')");
        shop.execute("DELETE FROM customers WHERE customer_id = 'c2'; DELETE FROM products WHERE product_id = 'p2'");

        var extracted = extract();

        assertThat(counts(extracted)).isEqualTo("customers 0, products 0, orders 0, order_items 0, deleted 4");
        assertThat(extracted.rows("SELECT * FROM source_deleted ORDER BY 1, 2"))
                .containsExactly("customers|c2", "orders|ghost", "orders|o2", "products|p2");
    }

    @Test
    void aDeletedLineTakesItsOrderWhole() {
        shop.execute("DELETE FROM order_items WHERE order_id = 'o1' AND add_to_cart_order = 1");

        var extracted = extract();

        assertThat(counts(extracted)).isEqualTo("customers 0, products 0, orders 1, order_items 1, deleted 0");
    }

    @Test
    void linesThatStayBehindTheirOrderAreTaken() {
        shop.execute("DELETE FROM orders WHERE order_id = 'o1'");

        var extracted = extract();

        assertThat(counts(extracted)).isEqualTo("customers 0, products 0, orders 0, order_items 2, deleted 1");
        assertThat(extracted.rows("SELECT * FROM source_deleted")).containsExactly("orders|o1");
    }

    @Test
    void whatCameWithAnOldTimeIsFoundByItsCount() {
        shop.execute("INSERT INTO customers (customer_id) VALUES ('late')");
        shop.execute(
                "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('old', 'completed', '2026-01-03')");
        shop.execute(
                "INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price) VALUES ('old', 1, 'p1', 1, 1), ('o2', 2, 'p1', 1, 1)");

        var extracted = extract();

        assertThat(counts(extracted)).isEqualTo("customers 1, products 0, orders 2, order_items 3, deleted 0");
    }

    @Test
    void anOrderThatMovedOutOfTheDaysIsTakenWithThem() {
        shop.execute(
                "UPDATE orders SET order_timestamp = '2026-02-05 10:00:00', updated_at = now() WHERE order_id = 'o1'");

        var extracted = extract("--from", "2026-01-01", "--to", "2026-02-01");

        assertThat(extracted.rows("SELECT order_id FROM source_orders ORDER BY 1"))
                .containsExactly("o1", "o2", "o3", "o4");
        assertThat(extracted.rows("SELECT count(*) FROM source_order_items WHERE order_id = 'o1'"))
                .containsExactly("2");
    }

    @Test
    void theOverlapReadsOnceMoreWhatCameLate() {
        shop.execute("UPDATE products SET product_name = 'Mug', updated_at = now() WHERE product_id = 'p1'");
        shop.execute(
                "UPDATE orders SET currency = 'USD', updated_at = now() - INTERVAL '20 days' WHERE order_id = 'o4'");

        assertThat(counts(extract(lake))).isEqualTo("customers 0, products 1, orders 0, order_items 0, deleted 0");
        var overlapping = new HashMap<>(PublishedSmallShop.SETTINGS);
        overlapping.put("SHOPLAKE_ETL_OVERLAP", "P30D");
        assertThat(counts(extract(new TestingLake(overlapping))))
                .isEqualTo("customers 0, products 1, orders 1, order_items 1, deleted 0");
    }

    @Test
    void aRowThatDoesNotSayWhenItChangedIsTaken() {
        shop.execute("ALTER TABLE orders ALTER COLUMN updated_at DROP NOT NULL");
        shop.execute("UPDATE orders SET updated_at = NULL WHERE order_id = 'o1'");

        assertThat(counts(extract())).isEqualTo("customers 0, products 0, orders 1, order_items 2, deleted 0");
    }

    @Test
    void aNewColumnIsTakenWithTheOthers() {
        shop.execute("ALTER TABLE orders ADD COLUMN channel varchar(10)");
        shop.execute("UPDATE orders SET channel = 'shop', updated_at = now() WHERE order_id = 'o1'");

        var extracted = extract();

        assertThat(extracted.rows("SELECT order_id, channel FROM source_orders"))
                .containsExactly("o1|shop");
        assertThat(extracted.manifest().table(SourceTable.ORDERS).columns().getLast())
                .isEqualTo(new SourceColumn("channel", "character varying(10)"));
    }

    @Test
    void aColumnThatHoldsLessStopsTheRunUntilThatIsAccepted() {
        shop.execute("ALTER TABLE products ALTER COLUMN unit_price TYPE numeric(10, 2)");
        shop.execute("ALTER TABLE customers ALTER COLUMN postal_code TYPE varchar(5)");
        shop.execute("UPDATE products SET stock = 7, updated_at = now() WHERE product_id = 'p1'");

        var outcome = lake.etl("extract");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("products.unit_price was numeric(18,4) and is numeric(10,2)")
                .contains("customers.postal_code was text and is character varying(5)")
                .contains("--accept-schema");
        assertThat(extract("--accept-schema").rows("SELECT stock FROM source_products"))
                .containsExactly("7");
    }

    @Test
    void aColumnThatIsGoneIsNamed() {
        shop.execute("ALTER TABLE orders DROP COLUMN currency");

        var outcome = lake.etl("extract", "--full", "--accept-schema");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("table orders of the shop has no column currency");
    }

    @Test
    void filesWithoutAManifestDoNotCountAndDamagedOnesAreNamed() {
        String[] days = {"--from", "2026-01-01", "--to", "2026-02-01"};
        String[] clean = {"clean", "--from", "2026-01-01", "--to", "2026-02-01"};
        var extracted = extract(days);
        try (var files = RawFiles.open(settings())) {
            files.delete(Manifest.pathOf(extracted.run()));
            assertThat(lake.etl(clean).errors()).contains("no complete extract of " + extracted.run());

            var file =
                    extract(days).manifest().table(SourceTable.ORDERS).files().getFirst();
            files.write(file.path(), "x".repeat((int) file.bytes()));
            assertThat(lake.etl(clean).errors())
                    .contains(file.path() + " has other content than was written", "extract");
            files.write(file.path(), "x");
            assertThat(lake.etl(clean).errors()).contains(file.path() + " has 1 bytes instead of");
            files.delete(file.path());
            assertThat(lake.etl(clean).errors()).contains(file.path() + " is missing");
        }
    }
}
