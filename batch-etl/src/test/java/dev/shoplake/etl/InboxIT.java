package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files that are dropped beside the shop. What the months should be is asked of PostgreSQL: the same rows are written there,
 * looked at, and taken back.
 */
class InboxIT {
    private static final String NEW_ORDERS = """
            order_id,customer_id,status,order_timestamp,currency
            f1,c9,completed,2026-02-20 10:00,EUR
            f2,c1,lost?,2026-02-21 10:00:00,EUR
            """;

    private static final String NEW_LINES = """
            order_id,add_to_cart_order,product_id,quantity,unit_price,discount
            f1,1,p1,2.0,10,0.5
            f1,2,p4,1,"3.2500",
            later,1,p1,4,10,0
            """;

    /** What counts of the files. */
    private static final List<String> AS_FILES_TELL = List.of(
            "INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency)"
                    + " VALUES ('f1', 'c9', 'completed', '2026-02-20 10:00', 'EUR')",
            "INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount)"
                    + " VALUES ('f1', 1, 'p1', 2, 10, 0.5), ('f1', 2, 'p4', 1, 3.25, 0), ('o1', 3, 'p2', 2, 4, 0)");

    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());
    private final TestingInbox inbox = new TestingInbox(lake);

    @BeforeEach
    void publishTheShop() {
        inbox.empty();
        PublishedSmallShop.bring(lake, shop);
    }

    @AfterEach
    void leaveNothingToOthers() {
        inbox.empty();
        inbox.close();
    }

    private String run(String... options) {
        var arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(List.of(options));
        var outcome = lake.etl(arguments.toArray(String[]::new));
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
        return outcome.output();
    }

    private List<String> lines(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    private String newestRun() {
        return lines("SELECT max_by(run_id, started_at) FROM lake.ops.runs").getFirst();
    }

    private List<String> monthsOfTheLake() {
        return lines(
                "SELECT year_month, currency, gross_sales, discounts, returns_amount, orders, units, buyers, new_buyers"
                        + " FROM lake.marts.monthly_kpis ORDER BY year_month, currency");
    }

    /** The months that the shop would have with these changes. */
    private List<String> monthsOfTheShopWith(List<String> changes) throws SQLException {
        try (var connection = shop.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (var change : changes) {
                statement.execute(change);
            }
            var months = new ArrayList<String>();
            try (var rows = statement.executeQuery(TestingShop.text("months_of_the_shop.sql"))) {
                while (rows.next()) {
                    months.add(rows.getString(1));
                }
            }
            connection.rollback();
            return months;
        }
    }

    private List<String> balance(String table) {
        return lines("SELECT rows_in, rows_out, rows_rejected, rows_superseded FROM lake.ops.runs WHERE stage = 'clean'"
                + " AND table_name = '%s' AND run_id = '%s'".formatted(table, newestRun()));
    }

    private List<String> quarantine() {
        return lines("SELECT source_key, source, source_file, reasons FROM lake.ops.quarantine WHERE source = 'inbox'"
                + " ORDER BY 1, 2");
    }

    /** One run a chapter: a run costs more than what it changes here. */
    @Test
    void whatIsDroppedIsInTheLakeUntilTheShopTellsSomethingNewer() throws Exception {
        newRowsAndCorrectionsCountAndWhatIsOlderDoesNot();
        thatIsNothingNewToTheShop();
        theShopOvertakesAndALineFindsItsOrder();
        aFullRunChangesNothing();
        aWatchBeginsARunByItself();
    }

    private void newRowsAndCorrectionsCountAndWhatIsOlderDoesNot() throws SQLException {
        inbox.drop("orders/new.csv", NEW_ORDERS);
        inbox.drop("order_items/new.csv", NEW_LINES);
        inbox.drop("order_items/correction.csv", """
                order_id,add_to_cart_order,product_id,quantity,unit_price,updated_at
                o2,1,p1,3,10,2026-03-01 08:00:00
                o1,1,p1,99,10,2025-03-01 08:00:00
                o1,3,p2,2,4,2026-03-01 08:00:00
                """);
        inbox.drop("customers/old.csv", "customer_id,country,updated_at\nc1,Poland,2025-06-01 00:00:00Z\n");
        inbox.drop("products/twice.csv", "Product_Id,product_name,colour\np3,First,red\n\np3,Second,blue\n");
        typedProducts();
        inbox.drop("orders/broken.csv", "order_id,order_timestamp\nf9,2026-01-01\n");
        inbox.drop("products/no.parquet", "certainly not");
        inbox.drop("suppliers/s.csv", "supplier_id\n1\n");
        inbox.drop("orders/unequal.csv", "order_id,status,order_timestamp\nf8,completed\n");
        inbox.drop("orders/part.csv.tmp", "ord");
        inbox.drop("orders/_later.csv", "ord");

        var output = run();

        assertThat(output)
                .contains("etl_increment_")
                .contains("warning: refused inbox/orders/broken.csv (it has no column status");
        assertThat(monthsOfTheLake())
                .isEqualTo(monthsOfTheShopWith(union(
                        AS_FILES_TELL,
                        "UPDATE order_items SET quantity = 3 WHERE order_id = 'o2' AND add_to_cart_order = 1")));
        assertThat(lines("SELECT order_id, add_to_cart_order, quantity, source FROM lake.cleaned.order_items"
                        + " WHERE order_id IN ('f1', 'o1', 'o2') ORDER BY 1, 2"))
                .containsExactly(
                        "f1|1|2|inbox",
                        "f1|2|1|inbox",
                        "o1|1|2|shop",
                        "o1|2|1|shop",
                        "o1|3|2|inbox",
                        "o2|1|3|inbox_over_shop");
        assertThat(lines(
                        "SELECT product_id, product_name, unit_price, stock, is_product, source FROM lake.cleaned.products"
                                + " WHERE source = 'inbox' ORDER BY 1"))
                .containsExactly("p3|Second|null|null|true|inbox", "p4|Pen|3.2500|7|false|inbox");
        assertThat(lines("SELECT country, is_current, valid_to FROM lake.structured.dim_customers"
                        + " WHERE country IN ('Germany', 'Poland') ORDER BY valid_from"))
                .containsExactly("Poland|false|2026-01-01 00:00:00.0", "Germany|true|null");
        assertThat(balance("customers")).containsExactly("2|1|0|1");
        assertThat(balance("products")).containsExactly("4|2|1|1");
        assertThat(balance("orders")).containsExactly("4|3|1|0");
        // f1 twice, o1 three of the shop and two of a file, o2 of both, one that waits
        assertThat(balance("order_items")).containsExactly("9|6|1|2");
        assertThat(quarantine())
                .containsExactly(
                        "|inbox|%s|[\"product_id is missing\"]".formatted(typedFile()),
                        "f2|inbox|inbox/orders/new.csv|[\"status is unknown: lost?\"]",
                        "later/1|inbox|inbox/order_items/new.csv|[\"order is unknown\"]");
        assertThat(inbox.files())
                .containsExactly(
                        "_refused/orders/broken.csv",
                        "_refused/orders/broken.csv.reasons.json",
                        "_refused/orders/unequal.csv",
                        "_refused/orders/unequal.csv.reasons.json",
                        "_refused/products/no.parquet",
                        "_refused/products/no.parquet.reasons.json",
                        "_refused/suppliers/s.csv",
                        "_refused/suppliers/s.csv.reasons.json",
                        "orders/_later.csv",
                        "orders/part.csv.tmp");
        assertThat(inbox.text("_refused/orders/unequal.csv.reasons.json"))
                .contains("row 2 has 2 fields, the header has 3");
        assertThat(inbox.archived(newestRun())).hasSize(6).contains("orders/new.csv", "order_items/correction.csv");
        assertThat(inbox.archivedText(newestRun(), "orders/new.csv")).isEqualTo(NEW_ORDERS);
    }

    private void typedProducts() {
        lake.on("main")
                .spark()
                .sql("SELECT 'p4' AS product_id, 'Pen' AS product_name, CAST(3.25 AS DECIMAL(9, 2)) AS unit_price,"
                        + " 7.0D AS stock, false AS is_product, TIMESTAMP '2026-03-01 00:00:00Z' AS updated_at UNION ALL"
                        + " SELECT NULL, 'Nothing', NULL, NULL, true, TIMESTAMP '2026-03-01 00:00:00Z'")
                .coalesce(1)
                .write()
                .mode("append")
                .parquet(inbox.folder("products"));
    }

    private String typedFile() {
        return inbox.archived(newestRun()).stream()
                .filter(path -> path.endsWith(".parquet"))
                .map(path -> "inbox/" + path)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> union(List<String> some, String more) {
        var all = new ArrayList<>(some);
        all.add(more);
        return all;
    }

    private void thatIsNothingNewToTheShop() {
        assertThat(run()).contains("nothing has changed");
        assertThat(lake.etl("extract").exitCode()).isEqualTo(99);
    }

    private void theShopOvertakesAndALineFindsItsOrder() throws SQLException {
        var before = newestRun();
        // As if that run had been killed before it put its files away
        assertThat(lake.etl("restore-raw", before).exitCode()).isZero();
        inbox.drop("orders/new.csv", NEW_ORDERS);
        inbox.drop(
                "orders/mended.csv",
                "order_id,customer_id,status,order_timestamp,currency\nf2,c1,cancelled,2026-02-21,EUR\n");
        shop.execute("UPDATE order_items SET quantity = 7, updated_at = now() WHERE order_id = 'o2'");
        shop.execute("INSERT INTO orders (order_id, status, order_timestamp, currency, updated_at)"
                + " VALUES ('later', 'completed', '2026-02-22 10:00:00', 'EUR', now())");

        run();

        assertThat(monthsOfTheLake())
                .isEqualTo(monthsOfTheShopWith(union(
                        AS_FILES_TELL,
                        "INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price)"
                                + " VALUES ('later', 1, 'p1', 4, 10)")));
        assertThat(lines("SELECT order_id, add_to_cart_order, source FROM lake.cleaned.order_items"
                        + " WHERE order_id IN ('o2', 'later') ORDER BY 1"))
                .containsExactly("later|1|inbox", "o2|1|shop");
        assertThat(lines("SELECT status, source FROM lake.cleaned.orders WHERE order_id = 'f2'"))
                .containsExactly("cancelled|inbox");
        assertThat(quarantine()).hasSize(1);
        assertThat(inbox.archived(newestRun())).containsExactly("orders/mended.csv");
        assertThat(run()).contains("nothing has changed");
    }

    private void aFullRunChangesNothing() {
        var byIncrements = lake.content(TestingLake.dataTables());

        run("--full");

        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(byIncrements);
        assertThat(run()).contains("nothing has changed");
    }

    private void aWatchBeginsARunByItself() throws IOException, InterruptedException {
        var out = System.out;
        try (var sent = new PipedOutputStream();
                var output = new BufferedReader(
                        new InputStreamReader(new PipedInputStream(sent, 1 << 16), StandardCharsets.UTF_8))) {
            System.setOut(new PrintStream(sent, true, StandardCharsets.UTF_8));
            var exitCode = new AtomicInteger(-1);
            var watch = Thread.ofPlatform()
                    .start(() -> exitCode.set(EtlMain.run(lake.environment(), "watch", "--every", "1")));
            assertThat(output.readLine()).startsWith("looks every 1 s");
            // The same lines again: what counts of them is there already
            inbox.drop("order_items/new.csv", NEW_LINES);
            var line = output.readLine();
            while (!line.contains(" inbox: ")) {
                line = output.readLine();
            }
            watch.interrupt();
            watch.join(Duration.ofSeconds(1));

            assertThat(line).contains("inbox: inbox/order_items/new.csv, run done after ");
            assertThat(exitCode).hasValue(0);
        } finally {
            System.setOut(out);
        }
        assertThat(inbox.archived(newestRun())).containsExactly("order_items/new.csv");
        assertThat(lines("SELECT quantity FROM lake.cleaned.order_items WHERE source = 'inbox' ORDER BY 1"))
                .containsExactly("1", "2", "2", "4");
    }
}
