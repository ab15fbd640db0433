package dev.shoplake.producers.shop.serve;

import static dev.shoplake.producers.shop.serve.TestingExtract.json;
import static dev.shoplake.producers.shop.serve.TestingExtract.next;
import static dev.shoplake.producers.shop.serve.TestingExtract.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtractSnapshotIT {
    private TestingExtract shop;

    @BeforeEach
    void fill() throws Exception {
        shop = TestingExtract.open(Map.of("SHOPLAKE_EXTRACT_MOST_SNAPSHOTS", "2"));
        shop.execute(
                "TRUNCATE customers, products, orders, order_items",
                "INSERT INTO customers (customer_id) SELECT 'c' || n FROM generate_series(1, 9) n",
                "INSERT INTO orders (order_id, status, order_timestamp) SELECT n, 'completed', DATE '2011-10-31' + n FROM generate_series(1, 30) n",
                "INSERT INTO order_items (order_id, add_to_cart_order, product_id) SELECT n, 1, 'p' FROM generate_series(1, 30) n");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whatIsWrittenBetweenPagesIsSeenByNoneOfThem() throws Exception {
        var before = shop.select("SELECT order_id, status FROM orders ORDER BY orders.order_id");
        var snapshot = shop.openSnapshot();
        var first = shop.get("/extract/full?table=orders&limit=4&snapshot=" + snapshot);

        shop.execute(
                "DELETE FROM orders WHERE order_id > '2'",
                "UPDATE orders SET status = 'returned', updated_at = now() WHERE order_id = '20'",
                "INSERT INTO orders (order_id, status, order_timestamp) VALUES ('15a', 'new', '2011-11-01')",
                "DELETE FROM order_items",
                "DELETE FROM customers WHERE customer_id = 'c3'");

        var orders = rows(first);
        orders.addAll(shop.all("/extract/" + next(first)));
        assertThat(orders)
                .extracting(row -> Map.of("order_id", row.get("order_id"), "status", row.get("status")))
                .containsExactlyElementsOf(before.stream()
                        .map(row -> Map.of("order_id", row.get("order_id"), "status", row.get("status")))
                        .toList());
        assertThat(shop.all("/extract/full?table=order_items&limit=7&snapshot=" + snapshot))
                .hasSize(30);
        assertThat(shop.all("/extract/keys?table=orders&snapshot=" + snapshot))
                .hasSize(30)
                .contains(Map.of("order_id", "20", "lines", "1"));
        assertThat(shop.all("/extract/rows?table=customers&id=c3&snapshot=" + snapshot))
                .hasSize(1);
        assertThat(shop.all("/extract/full?table=order_items")).isEmpty();
    }

    @Test
    void aShopWithoutOrdersHasNoDays() throws Exception {
        shop.execute("TRUNCATE orders, order_items");
        var opened = shop.post("/extract/snapshots", "");

        assertThat(ExtractOpenApiTest.schema("Snapshot").validate(opened.body(), InputFormat.JSON))
                .isEmpty();
        assertThat(json(opened).path("first_order_day").isNull()).isTrue();
        assertThat(json(opened).path("last_order_day").isNull()).isTrue();
    }

    @Test
    void aSnapshotSaysWhatItHolds() throws Exception {
        var opened = shop.post("/extract/snapshots", "");
        var snapshot = json(opened);
        var id = snapshot.path("snapshot").textValue();

        assertThat(ExtractOpenApiTest.schema("Snapshot").validate(opened.body(), InputFormat.JSON))
                .isEmpty();
        assertThat(opened.headers().firstValue("Location")).contains("/extract/snapshots/" + id);
        assertThat(json(shop.get("/extract/snapshots/" + id))).isEqualTo(snapshot);
        assertThat(snapshot.path("sees_all_transactions").booleanValue()).isTrue();
        assertThat(snapshot.path("position").textValue()).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(snapshot.path("expires_at").textValue()).isEqualTo("2011-12-01T00:05:00Z");
        assertThat(snapshot.path("first_order_day").textValue()).isEqualTo("2011-11-01");
        assertThat(snapshot.path("last_order_day").textValue()).isEqualTo("2011-11-30");
        assertThat(snapshot.path("tables"))
                .extracting(table -> table.path("table").textValue() + " " + table.path("rows"))
                .containsExactly("customers 9", "products 0", "orders 30", "order_items 30");
        assertThat(snapshot.at("/tables/3/key")).hasToString("[\"order_id\",\"add_to_cart_order\"]");
        assertThat(snapshot.at("/tables/3/columns/4"))
                .hasToString("{\"name\":\"unit_price\",\"type\":\"numeric(18,4)\"}");
        var page = shop.get("/extract/full?table=orders&snapshot=" + id);
        assertThat(page.headers().firstValue("X-Moment"))
                .contains(snapshot.path("moment").textValue());
        assertThat(shop.send(shop.request("/extract/full?table=orders&snapshot=" + id)
                                .header(
                                        "If-None-Match",
                                        page.headers().firstValue("ETag").orElseThrow()))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aSnapshotThatNobodyUsedForItsLifeIsGone() throws Exception {
        var snapshot = shop.openSnapshot();
        var path = "/extract/full?table=orders&snapshot=" + snapshot;

        shop.pass(Duration.ofMinutes(4));
        assertThat(shop.get(path).statusCode()).isEqualTo(200);
        shop.pass(Duration.ofMinutes(4));
        assertThat(shop.get(path).statusCode()).isEqualTo(200);
        shop.pass(Duration.ofMinutes(5));
        var gone = shop.get(path);

        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(json(gone).path("detail").textValue()).contains(snapshot, "PT5M", "open another one");
        assertThat(shop.get("/extract/snapshots/" + snapshot).statusCode()).isEqualTo(410);
        assertThat(openTransactions()).isEqualTo("0");
    }

    @Test
    void noMoreAreOpenThanAllowed() throws Exception {
        var first = shop.openSnapshot();
        shop.openSnapshot();

        var refused = shop.post("/extract/snapshots", "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
        assertThat(shop.delete("/extract/snapshots/" + first).statusCode()).isEqualTo(204);
        assertThat(shop.delete("/extract/snapshots/" + first).statusCode()).isEqualTo(204);
        shop.openSnapshot();
        assertThat(openTransactions()).isEqualTo("2");
    }

    @Test
    void aSnapshotThatTheDatabaseEndedIsGoneAndGivesItsPlaceBack() throws Exception {
        var first = shop.openSnapshot();
        shop.openSnapshot();
        endTransactions();

        assertThat(shop.get("/extract/full?table=orders&snapshot=" + first).statusCode())
                .isEqualTo(410);
        shop.openSnapshot();
        shop.openSnapshot();
    }

    @Test
    void aPageThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
        shop.execute(
                "INSERT INTO customers (customer_id, city) SELECT 'x' || n, repeat('x', 1000) FROM generate_series(1, 60000) n");
        var answer =
                shop.send(shop.request("/extract/full?table=customers&limit=100000"), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Row-Count")).contains("60009");

        // rows are sent while others are still to be read: the rest can get lost
        endTransactions();

        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
        assertThat(shop.all("/extract/full?table=customers&limit=25000")).hasSize(60009);
    }

    @Test
    void asksReadersToComeAgainWhileTheDatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        var snapshot = shop.openSnapshot();
        shop.stack().kill("postgres");
        try {
            var refused = shop.get("/extract/full?table=orders");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(json(refused).path("detail").textValue())
                    .isEqualTo("the shop's database does not answer: ask again later");
            assertThat(shop.get("/extract/full?table=orders&snapshot=" + snapshot)
                            .statusCode())
                    .isEqualTo(503);
            assertThat(shop.post("/extract/snapshots", "").statusCode()).isEqualTo(503);
            var ready = shop.get("/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).isEqualTo("postgres not ready: the shop's database does not answer\n");
            assertThat(shop.get("/health").statusCode()).isEqualTo(200);
        } finally {
            shop.stack().startAgain("postgres");
        }

        Awaitility.await("ready again")
                .atMost(Duration.ofMinutes(1))
                .until(() -> shop.get("/ready").statusCode() == 200);
        assertThat(shop.all("/extract/full?table=orders")).hasSize(30);
        assertThat(shop.get("/extract/full?table=orders&snapshot=" + snapshot).statusCode())
                .isEqualTo(410);
        assertThat(shop.get("/metrics").body())
                .contains("shoplake_extract_rows_total{table=\"orders\"} 30.0", "shoplake_extract_snapshots 0.0");
    }

    private String openTransactions() throws Exception {
        return String.valueOf(shop.select("SELECT count(*) AS n FROM pg_stat_activity"
                        + " WHERE application_name = 'shoplake extract API' AND state = 'idle in transaction'")
                .getFirst()
                .get("n"));
    }

    private void endTransactions() throws Exception {
        shop.execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                + " WHERE application_name = 'shoplake extract API' AND xact_start IS NOT NULL");
    }
}
