package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The act of closing, and what is told of it later; the figures were computed by hand. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CloseMonthIT {
    private static final String TAG = "close_2026_01";
    private static final String[] JANUARY = {"run", "--from", "2026-01-01", "--to", "2026-02-01"};

    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());
    private String published = "";

    @BeforeEach
    void backToTheFirstRun() {
        PublishedSmallShop.bring(lake, shop);
        published = lake.mainHash();
    }

    @Test
    void aRestatementSaysWhatDiffersSinceWhichRunAndByWhichOrders() {
        assertThat(done("closes")).isEqualTo("no month is closed\n");
        assertThat(done("restatements")).isEqualTo("no month is closed\n");
        done("close-month", "2026-01");
        assertThat(restatements()).isEmpty();
        assertThat(done("restatements")).contains("2026-01, closed at ", "every figure is as it was closed");
        shop.execute(TestingShop.text("small_shop_correction.sql"));
        done(JANUARY);

        assertThat(restatements())
                .containsExactly(
                        // 3 × 10 + 5.255 + 6 + 2 × 5 = 51.255 by three orders, 1.50 of it discount
                        "2026-01|EUR|avg_order_value|13.750000|17.090000|3.340000",
                        "2026-01|EUR|cumulative_repeat_rate|1.000000|0.000000|-1.000000",
                        "2026-01|EUR|gross_sales|41.260000|51.260000|10.000000",
                        "2026-01|EUR|identified_orders|2.000000|1.000000|-1.000000",
                        "2026-01|EUR|net_revenue|39.760000|49.760000|10.000000",
                        "2026-01|EUR|repeat_rate_in_month|1.000000|0.000000|-1.000000",
                        "2026-01|EUR|units|7.000000|9.000000|2.000000");
        assertThat(words(done("restatements", "--month", "2026-01")))
                .containsSubsequence(
                        "EUR closed current difference",
                        "gross_sales 41.26 51.26 +10",
                        "net_revenue 39.76 49.76 +10",
                        "units 7 9 +2",
                        "avg_order_value 13.75 17.09 +3.34",
                        "identified_orders 2 1 -1",
                        "repeat_rate_in_month 1 0 -1",
                        "cumulative_repeat_rate 1 0 -1",
                        "runs since that changed the month:",
                        "orders, by net revenue closed current",
                        "o1 23.755 33.755 EUR changed",
                        "o2 10 - EUR removed",
                        "o9 - 10 EUR added")
                .anyMatch(line -> line.startsWith("etl_2026_01_01_2026_02_01, at ") && line.contains(": changed "));
        var open = lake.etl("restatements", "--month", "2026-02");
        assertThat(open.exitCode()).isEqualTo(1);
        assertThat(open.errors()).isEqualTo("etl: month 2026-02 is not closed; closed are [2026-01]\n");

        done("close-month", "2026-01", "--again");

        assertThat(restatements()).isEmpty();
        assertThat(lines("SELECT is_newest, gross_sales, units FROM lake.ops.month_closes ORDER BY closed_at"))
                .containsExactly("false|41.26|7", "true|51.26|9");
        assertThat(words(done("closes")))
                .anyMatch(line -> line.contains("41.26 39.76 3 1") && line.endsWith("(closed again later)"))
                .anyMatch(line -> line.contains("51.26 49.76 3 1") && line.endsWith("etl_2026_01_01_2026_02_01"));
        assertThat(lines("SELECT gross_sales FROM lake.marts.monthly_kpis VERSION AS OF '" + TAG
                        + "' WHERE year_month = '2026-01'"))
                .containsExactly("51.26");
    }

    @Test
    void aMonthThatIsNotProvenIsNotClosed() {
        refused("cannot be closed: marts.monthly_kpis has no such month, only 2026-01 to 2026-02", "2025-12");
        lake.rows("UPDATE lake.ops.audit_results SET passed = false, detail = 'o1 twice'"
                + " WHERE check_name = 'keys_are_unique'");
        refused(
                "cannot be closed: the audit of the newest run, etl_2026_01_01_2026_03_01, failed:"
                        + " keys_are_unique: o1 twice",
                "2026-01");
        lake.rows("DELETE FROM lake.ops.audit_results WHERE true");
        refused(
                "cannot be closed: the newest run, etl_2026_01_01_2026_03_01, was not audited. Run again: etl run",
                "2026-01");
        assertThat(lake.branches()).containsExactly("main");

        lake.reset(published);
        done("close-month", "2026-01");
        var closed = lake.mainHash();
        refused("is closed already, at ", "2026-01");
        assertThat(done("close-month", "2026-01", "--unless-closed")).contains("month 2026-01 is closed already, at ");
        assertThat(lake.mainHash()).isEqualTo(closed);
    }

    @Test
    void aMonthThatIsNotOverIsNotClosed() {
        var now = YearMonth.now(ZoneOffset.UTC);
        shop.execute("""
                INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, updated_at) VALUES
                    ('n1', 'c1', 'completed', now() AT TIME ZONE 'UTC', 'EUR', now());
                INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, updated_at) VALUES
                    ('n1', 1, 'p1', 1, 10, now())""");
        done("run");

        refused(
                "cannot be closed: it is not complete. When it is over: etl run --from %s --to %s"
                        .formatted(now.atDay(1), now.plusMonths(1).atDay(1)),
                now.toString());

        lake.empty();
        refused("cannot be closed: no run is published yet", "2026-01");
    }

    @Test
    void aCloseThatWasKilledIsDoneByTheNextOne() throws Exception {
        // It dies before the merge or, if it is fast, after it
        KilledCommand.after(lake, "tagged", "close-month", "2026-01", "--wait");
        done("close-month", "2026-01", "--wait", "--unless-closed");
        assertThat(lines("SELECT gross_sales FROM lake.ops.month_closes")).containsExactly("41.26");
        assertThat(lake.branches()).containsExactlyInAnyOrder("main", TAG);
        var closed = lake.hash(TAG);

        // Killed between the merge and the catalog's tag, and main has moved on
        lake.branch("etl_" + TAG, published);
        lake.forget(TAG);
        lake.rows("DELETE FROM lake.marts.funnel WHERE true");
        assertThat(done("closes")).contains("(not to the end: etl close-month 2026-01)");
        done("close-month", "2026-01");
        assertThat(lake.hash(TAG)).isEqualTo(closed);
        assertThat(lake.branches()).containsExactlyInAnyOrder("main", TAG);
        assertThat(lines("SELECT count(*) FROM lake.marts.funnel VERSION AS OF '" + TAG + "'"))
                .containsExactly("6");

        // Closed again, and killed before the catalog's tag was moved
        done("close-month", "2026-01", "--again");
        var again = lake.hash(TAG);
        lake.tag(TAG, closed);
        assertThat(done("close-month", "2026-01", "--again")).contains("but not to the end");
        assertThat(lake.hash(TAG)).isEqualTo(again);
        assertThat(lines("SELECT is_newest FROM lake.ops.month_closes ORDER BY closed_at"))
                .containsExactly("false", "true");
    }

    private List<String> restatements() {
        return lines("SELECT year_month, currency, figure, closed_value, current_value, difference"
                + " FROM lake.marts.restatements ORDER BY figure");
    }

    private List<String> lines(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    private static List<String> words(String output) {
        return output.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    }

    private String done(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).describedAs(String.join(" ", arguments)).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.output();
    }

    private void refused(String reason, String month) {
        var outcome = lake.etl("close-month", month);
        assertThat(outcome.errors()).startsWith("etl: month " + month + " ").contains(reason);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }
}
