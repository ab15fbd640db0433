package dev.shoplake.producers.shop.serve;

import static dev.shoplake.producers.shop.serve.TestingExtract.API_KEY;
import static dev.shoplake.producers.shop.serve.TestingExtract.json;
import static dev.shoplake.producers.shop.serve.TestingExtract.next;
import static dev.shoplake.producers.shop.serve.TestingExtract.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtractIT {
    private static final String LINES = "SELECT order_id::text, add_to_cart_order::text, product_id, quantity::text,"
            + " unit_price::text, discount::text, reordered::text, days_since_prior_order::text, created_at::text,"
            + " updated_at::text FROM order_items";

    private static TestingExtract shop;

    @BeforeAll
    static void open() {
        shop = TestingExtract.open(Map.of());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    /** 50 orders of three lines on 50 days from 2011-11-01, written on 2011-11-01; one line of no order. */
    @BeforeEach
    void fill() throws Exception {
        shop.execute("TRUNCATE customers, products, orders, order_items", """
                INSERT INTO customers (customer_id, country, created_at, updated_at)
                SELECT 'c' || n, CASE WHEN n % 2 = 0 THEN 'GB' END, '2011-11-01', '2011-11-01' FROM generate_series(1, 5) n
                """, """
                INSERT INTO products (product_id, product_name, unit_price, created_at, updated_at)
                SELECT 'p' || n, 'Mug "' || n || E'"\\n✓', 2.5, '2011-11-01', '2011-11-01' FROM generate_series(1, 5) n
                """, """
                INSERT INTO orders (order_id, customer_id, status, order_timestamp, created_at, updated_at)
                SELECT n, 'c' || n % 5, 'completed', TIMESTAMP '2011-11-01 10:00' + (n - 1) * INTERVAL '1 day',
                    '2011-11-01', '2011-11-01'
                FROM generate_series(1, 50) n
                """, """
                INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, reordered, created_at, updated_at)
                SELECT n, line, 'p' || line, line, 2.5, line > 1, '2011-11-01', '2011-11-01'
                FROM generate_series(1, 50) n, generate_series(1, 3) line
                """, """
                INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, created_at, updated_at)
                SELECT 'lost', line, 'p1', 1, '2011-11-01', '2011-11-01' FROM generate_series(1, 2) line
                """);
    }

    @Test
    void pagesTogetherAreTheTableValueForValueAsTheDatabaseWritesThem() throws Exception {
        assertThat(shop.all("/extract/full?table=order_items&limit=7"))
                .hasSize(152)
                .isEqualTo(shop.select(LINES + " ORDER BY order_items.order_id, order_items.add_to_cart_order"));
        assertThat(shop.all("/extract/full?table=products&limit=2"))
                .isEqualTo(
                        shop.select(
                                "SELECT product_id, product_name, department_id, department, category, is_product::text,"
                                        + " unit_price::text, stock::text, created_at::text, updated_at::text FROM products ORDER BY 1"));
        assertThat(shop.all("/extract/full?table=customers&limit=5"))
                .extracting(row -> row.get("country"))
                .containsExactly(null, "GB", null, "GB", null);
        assertThat(shop.all("/extract/full?table=orders")).hasSize(50);
    }

    @Test
    void aPageSaysWhetherThereMayBeAnother() throws Exception {
        var last = shop.get("/extract/full?table=orders&limit=51");
        var first = shop.get("/extract/full?table=orders&limit=49");

        assertThat(next(last)).isNull();
        assertThat(next(first)).startsWith("full?limit=49&table=orders&after=");
        assertThat(rows(shop.get("/extract/" + next(first)))).hasSize(1);
        assertThat(first.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    }

    @Test
    void aWindowHoldsItsOrdersTheirLinesAndLinesOfNoOrderAndOrdersOfNoDay() throws Exception {
        var window = "&from=2011-11-03&to=2011-11-05";

        assertThat(ids(shop.all("/extract/full?table=orders" + window))).containsExactlyInAnyOrder("3", "4");
        assertThat(ids(shop.all("/extract/full?table=order_items&limit=3" + window)))
                .containsExactlyInAnyOrder("3", "3", "3", "4", "4", "4", "lost", "lost");
        assertThat(ids(shop.all("/extract/full?table=orders&to=2011-11-03"))).containsExactlyInAnyOrder("1", "2");
        assertThat(ids(shop.all("/extract/full?table=orders&from=2011-12-20"))).containsExactly("50");
        assertThat(shop.all("/extract/full?table=customers" + window)).hasSize(5);

        shop.execute("UPDATE orders SET order_timestamp = 'infinity' WHERE order_id = '9'");
        assertThat(ids(shop.all("/extract/full?table=orders" + window))).containsExactlyInAnyOrder("3", "4", "9");
        assertThat(ids(shop.all("/extract/full?table=order_items&to=2011-11-02")))
                .containsExactlyInAnyOrder("1", "1", "1", "9", "9", "9", "lost", "lost");
    }

    @Test
    void aChangedLineBringsItsOrderAndAllLinesOfIt() throws Exception {
        shop.execute(
                "UPDATE order_items SET quantity = 9, updated_at = '2011-12-02' WHERE order_id = '7' AND add_to_cart_order = 2",
                "UPDATE orders SET status = 'returned', updated_at = '2011-12-01' WHERE order_id = '8'",
                "UPDATE order_items SET quantity = 9, updated_at = '2011-12-03' WHERE order_id = 'lost' AND add_to_cart_order = 2",
                "UPDATE customers SET country = 'FR', updated_at = '2011-12-01' WHERE customer_id = 'c3'");
        var since = "&since=2011-12-01T00:00:00Z";

        assertThat(ids(shop.all("/extract/incremental?table=orders&limit=1" + since)))
                .containsExactly("7", "8");
        assertThat(shop.all("/extract/incremental?table=order_items&limit=2" + since))
                .extracting(row -> row.get("order_id") + "/" + row.get("add_to_cart_order"))
                .containsExactly("7/1", "7/2", "7/3", "8/1", "8/2", "8/3", "lost/2");
        assertThat(shop.all("/extract/incremental?table=customers" + since))
                .extracting(row -> row.get("customer_id"))
                .containsExactly("c3");
        assertThat(shop.all("/extract/incremental?table=products" + since)).isEmpty();
        assertThat(ids(shop.all("/extract/incremental?table=orders&since=2011-12-01T01:30:00%2B01:30")))
                .containsExactly("7", "8");
    }

    @Test
    void aRowThatDoesNotSayWhenItChangedMayHaveChanged() throws Exception {
        var tables = List.of("customers", "orders", "order_items");
        try {
            for (var table : tables) {
                shop.execute("ALTER TABLE %s ALTER COLUMN updated_at DROP NOT NULL".formatted(table));
            }
            shop.execute(
                    "UPDATE customers SET updated_at = NULL WHERE customer_id = 'c3'",
                    "UPDATE orders SET updated_at = NULL WHERE order_id = '8'",
                    "UPDATE order_items SET updated_at = NULL WHERE order_id = '7' AND add_to_cart_order = 2",
                    "UPDATE order_items SET updated_at = NULL WHERE order_id = 'lost' AND add_to_cart_order = 2");
            var since = "&since=2011-12-31T00:00:00Z";

            assertThat(shop.all("/extract/incremental?table=customers" + since))
                    .extracting(row -> row.get("customer_id"))
                    .containsExactly("c3");
            assertThat(ids(shop.all("/extract/incremental?table=orders" + since)))
                    .containsExactly("7", "8");
            assertThat(shop.all("/extract/incremental?table=order_items" + since))
                    .extracting(row -> row.get("order_id") + "/" + row.get("add_to_cart_order"))
                    .containsExactly("7/1", "7/2", "7/3", "8/1", "8/2", "8/3", "lost/2");
        } finally {
            shop.execute("TRUNCATE customers, products, orders, order_items");
            for (var table : tables) {
                shop.execute("ALTER TABLE %s ALTER COLUMN updated_at SET NOT NULL".formatted(table));
            }
        }
    }

    @Test
    void aChangeThatIsNotCommittedYetComesAgainByTheMoment() throws Exception {
        try (var writer = shop.connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE orders SET status = 'returned', updated_at = now() WHERE order_id = '8'");

            var first = shop.get("/extract/full?table=orders&limit=1");
            var moment = first.headers().firstValue("X-Moment").orElseThrow();
            assertThat(shop.all("/extract/full?table=orders"))
                    .extracting(row -> row.get("status"))
                    .containsOnly("completed");
            var next = shop.get("/extract/" + next(first));
            writer.commit();

            assertThat(next.headers().firstValue("X-Moment")).contains(moment);
            assertThat(ids(shop.all("/extract/incremental?table=orders&since=" + moment)))
                    .containsExactly("8");
        }
    }

    @Test
    void keysAndLineCountsTellWhatIsGone() throws Exception {
        shop.execute(
                "DELETE FROM order_items WHERE order_id = '7' AND add_to_cart_order = 2",
                "DELETE FROM order_items WHERE order_id = '9'",
                "DELETE FROM orders WHERE order_id = '8'");

        var orders = shop.all("/extract/keys?table=orders&limit=10");

        assertThat(orders)
                .hasSize(49)
                .contains(Map.of("order_id", "7", "lines", "2"), Map.of("order_id", "9", "lines", "0"));
        assertThat(ids(orders)).doesNotContain("8");
        assertThat(shop.all("/extract/keys?table=orders&from=2011-12-20"))
                .containsExactly(Map.of("order_id", "50", "lines", "3"));
        assertThat(shop.all("/extract/keys?table=order_items"))
                .hasSize(148)
                .contains(Map.of("order_id", "lost", "add_to_cart_order", "1"));
        assertThat(shop.all("/extract/keys?table=customers")).hasSize(5).contains(Map.of("customer_id", "c1"));
    }

    @Test
    void singleRowsComeByTheirIds() throws Exception {
        assertThat(ids(shop.all("/extract/rows?table=orders&id=7&id=nobody&id=9")))
                .containsExactly("7", "9");
        assertThat(ids(rows(shop.post("/extract/rows?table=order_items", "[\"7\", \"lost\", \"\\\"{,}\\\\\"]"))))
                .containsExactly("7", "7", "7", "lost", "lost");
        var page = shop.post("/extract/rows?table=order_items&limit=2", "[\"7\"]");
        assertThat(ids(rows(shop.post("/extract/" + next(page), "[\"7\"]")))).containsExactly("7");
    }

    @Test
    void answers304OnlyWhileNothingThatWouldBeSentHasChanged() throws Exception {
        var path = "/extract/incremental?table=orders&since=2011-10-01T00:00:00Z&limit=10";
        var tag = tag(path);

        var unchanged = ask(path, tag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(unchanged.headers().firstValue("X-Moment")).isPresent();
        assertThat(ask(path, "\"other\", " + tag.replace("W/", "")).statusCode())
                .isEqualTo(304);

        // the first page is of the orders 1, 10, 11, ..., 18 in the order of text
        shop.execute("UPDATE orders SET status = 'returned' WHERE order_id = '2'");
        assertThat(ask(path, tag).statusCode()).isEqualTo(304);
        shop.execute("UPDATE orders SET status = 'returned' WHERE order_id = '11'");
        assertThat(ask(path, tag).statusCode()).isEqualTo(200);
        var deleted = tag(path);
        shop.execute("DELETE FROM orders WHERE order_id = '12'");
        assertThat(ask(path, deleted).statusCode()).isEqualTo(200);
        var counted = tag("/extract/keys?table=orders");
        shop.execute("DELETE FROM order_items WHERE order_id = '13' AND add_to_cart_order = 1");
        assertThat(ask("/extract/keys?table=orders", counted).statusCode()).isEqualTo(200);
    }

    @Test
    void anUpdateThatCommitsLateChangesTheTag() throws Exception {
        try (var slow = shop.connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("UPDATE orders SET status = 'late', updated_at = now() WHERE order_id = '5'");
            shop.execute("UPDATE orders SET status = 'soon', updated_at = now() WHERE order_id = '6'");
            var tag = tag("/extract/full?table=orders");
            slow.commit();

            assertThat(ask("/extract/full?table=orders", tag).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aColumnThatTheShopAddedComesAlongAndChangesTheTag() throws Exception {
        var tag = tag("/extract/full?table=customers");
        shop.execute("ALTER TABLE customers ADD COLUMN \"Loyal :since? {hash}\" NUMERIC(5, 2) DEFAULT 1.5");
        try {
            assertThat(ask("/extract/full?table=customers", tag).statusCode()).isEqualTo(200);
            assertThat(shop.all("/extract/full?table=customers"))
                    .extracting(row -> row.get("Loyal :since? {hash}"))
                    .containsOnly("1.50");
            assertThat(json(shop.post("/extract/snapshots", "")).at("/tables/0/columns/7"))
                    .hasToString("{\"name\":\"Loyal :since? {hash}\",\"type\":\"numeric(5,2)\"}");
        } finally {
            closeSnapshots();
            shop.execute("ALTER TABLE customers DROP COLUMN \"Loyal :since? {hash}\"");
        }
        assertThat(shop.all("/extract/full?table=customers").getFirst()).hasSize(7);
    }

    @Test
    void packsWhatItSendsForThoseWhoAskForIt() throws Exception {
        var answer = shop.send(
                shop.request("/extract/full?table=orders").header("Accept-Encoding", "br, gzip"),
                BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var body = new GZIPInputStream(answer.body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(shop.get("/extract/full?table=orders").body());
        }
    }

    @Test
    void refusesThoseWhoDoNotKnowTheKey() throws Exception {
        var address = shop.address("/extract/full?table=customers");

        assertThat(shop.send(HttpRequest.newBuilder(address)).statusCode()).isEqualTo(401);
        assertThat(shop.send(HttpRequest.newBuilder(address).header("X-API-Key", API_KEY + "!"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.send(HttpRequest.newBuilder(shop.address("/extract/snapshots"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(shop.send(HttpRequest.newBuilder(shop.address("/health"))).body())
                .isEqualTo("alive\n");
    }

    @Test
    void saysWhatWasExpectedInsteadOfAWrongArgument() throws Exception {
        refused("/extract/full", "table", "one of customers, products, orders, order_items");
        refused("/extract/full?table=pg_shadow", "table", "one of customers, products, orders, order_items");
        refused("/extract/full?table=orders;DROP", "table", "one of customers, products, orders, order_items");
        refused("/extract/full?table=orders&table=customers", "table", "it once");
        refused("/extract/full?table=orders&limit=0", "limit", "a whole number from 1 to 100000");
        refused("/extract/full?table=orders&limit=100001", "limit", "a whole number from 1 to 100000");
        refused("/extract/full?table=orders&from=yesterday", "from", "a day such as 2011-11-01");
        refused(
                "/extract/full?table=orders&from=2011-11-02&to=2011-11-02",
                "to",
                "a day after from, which is 2011-11-02");
        refused("/extract/full?table=orders&after=x", "after", "none for the first page");
        refused("/extract/full?table=orders&sinse=x", "sinse", "some of table, from, to, limit, after, snapshot");
        refused("/extract/incremental?table=orders", "since", "a time with its zone such as 2011-12-01T00:00:00Z");
        refused("/extract/incremental?table=orders&since=2011-12-01", "since", "a time with its zone");
        refused("/extract/incremental?table=orders&since=%2B99999-12-01T00:00:00Z", "since", "a time with its zone");
        refused("/extract/rows?table=orders", "id", "one id or several");
        refused("/extract/full?table=orders&snapshot=7", "snapshot", "an id from POST /extract/snapshots");
        assertThat(shop.post("/extract/rows?table=orders", "{}").body()).contains("expected a JSON array");
        assertThat(shop.post("/extract/rows?table=orders", "[7]").statusCode()).isEqualTo(400);
        assertThat(shop.post("/extract/rows?table=orders", "[\"\\u0000\"]").statusCode())
                .isEqualTo(400);
        assertThat(shop.get("/extract/everything").statusCode()).isEqualTo(404);
    }

    private static void refused(String path, String parameter, String expected) throws Exception {
        var answer = shop.get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("parameter").textValue()).isEqualTo(parameter);
        assertThat(json(answer).path("expected").textValue()).startsWith(expected);
        assertThat(json(answer).path("detail").textValue()).contains(expected);
    }

    private static void closeSnapshots() throws Exception {
        shop.pass(Duration.ofHours(1));
        shop.delete("/extract/snapshots/" + shop.openSnapshot());
    }

    private static String tag(String path) throws IOException, InterruptedException {
        return shop.get(path).headers().firstValue("ETag").orElseThrow();
    }

    private static HttpResponse<String> ask(String path, String tag) throws IOException, InterruptedException {
        return shop.send(shop.request(path).header("If-None-Match", tag));
    }

    private static List<@Nullable String> ids(List<Map<String, @Nullable String>> rows) {
        return rows.stream().<@Nullable String>map(row -> row.get("order_id")).toList();
    }

    @Test
    void theMomentIsNotLaterThanNow() throws Exception {
        var moment = shop.get("/extract/full?table=orders")
                .headers()
                .firstValue("X-Moment")
                .orElseThrow();

        assertThat(Instant.parse(moment)).isBefore(Instant.now());
    }
}
