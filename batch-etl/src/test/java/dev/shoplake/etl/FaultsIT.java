package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.audit.Audit;
import dev.shoplake.etl.audit.Check;
import dev.shoplake.etl.audit.Check.Severity;
import dev.shoplake.etl.extract.RawZone;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.pseudonym.ErasedPersons;
import dev.shoplake.etl.run.Run;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault at a time in an otherwise right run, and the check that has to find it. */
class FaultsIT {
    private static final TestingLake LAKE =
            new TestingLake(Map.of("SHOPLAKE_SHOP_TIMEZONE", "America/New_York", "SHOPLAKE_SHOP_CURRENCY", "EUR"));
    private static final TestingShop SHOP = new TestingShop(LAKE.environment());

    private static String run = "";
    private static String computed = "";
    private static Lake branch = LAKE.on("main");

    /**
     * Something that is wrong.
     *
     * @param sentence what happened
     * @param check the check that says so
     * @param severity whether the run must not be published
     * @param sql what makes it happen, on the branch whose marts are computed
     */
    record Fault(String sentence, String check, Severity severity, List<String> sql) {
        @Override
        public String toString() {
            return sentence;
        }
    }

    private static Fault error(String sentence, String check, String... sql) {
        return new Fault(sentence, check, Severity.ERROR, List.of(sql));
    }

    private static Fault warning(String sentence, String check, String... sql) {
        return new Fault(sentence, check, Severity.WARNING, List.of(sql));
    }

    @BeforeAll
    static void computeTheMartsOfARightRun() {
        LAKE.empty();
        SHOP.loadSmallShop();
        SHOP.execute(TestingShop.text("faults_shop.sql"));
        LAKE.addEvents(TestingShop.text("small_shop_events.sql"));
        etl("extract", "--full");
        run = LAKE.branches().stream()
                .filter(name -> name.startsWith("etl_"))
                .findFirst()
                .orElseThrow();
        for (var stage : List.of("clean", "structure", "mart")) {
            etl(stage, "--run", run);
        }
        computed = LAKE.hash(run);
        branch = LAKE.on(run);
    }

    private static void etl(String... arguments) {
        var outcome = LAKE.etl(arguments);
        assertThat(outcome.errors()).describedAs(arguments[0]).isEmpty();
        assertThat(outcome.exitCode()).describedAs(arguments[0]).isZero();
    }

    @Test
    void aRightRunPassesEveryCheck() {
        LAKE.move(run, computed);

        assertThat(LAKE.etl("audit", "--run", run).exitCode()).isZero();

        assertThat(rows("SELECT check_name, detail FROM branch.ops.audit_results WHERE NOT passed"))
                .isEmpty();
        assertThat(rows("SELECT DISTINCT check_id FROM branch.marts.data_quality WHERE passed"))
                .hasSameSizeAs(Check.all());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultIsFoundByItsCheck(Fault fault) {
        LAKE.move(run, computed);
        fault.sql().forEach(sql -> rows(sql.replace("%s", run)));

        var result = judge(fault.check());

        assertThat(result.passed()).isFalse();
        assertThat(result.severity()).isEqualTo(fault.severity());
        assertThat(result.text()).contains(result.check().sentence());
    }

    @Test
    void everyCheckFindsAFaultOrIsAnothersSecondSight() {
        assertThat(faults().map(Fault::check).distinct())
                .containsAll(Check.all().stream()
                        .map(Check::id)
                        .filter(id -> !id.equals("other_months_equal_source")) // see LyingShopIT
                        .toList());
    }

    private static Audit.Result judge(String id) {
        var settings = EtlSettings.from(LAKE.environment());
        var check = Check.all().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        try (var rawZone = new RawZone(branch, settings.lake(), ErasedPersons.NONE)) {
            var audit = new Audit(
                    branch,
                    rawZone,
                    settings.shopZone(),
                    settings.shopCurrency(),
                    settings.freshFor(),
                    Clock.systemUTC());
            return audit.judge(new Run(run), List.of(check)).getFirst();
        }
    }

    private static List<Row> rows(String sql) {
        return branch.spark().sql(sql).collectAsList();
    }

    static Stream<Fault> faults() {
        return Stream.of(
                error(
                        "a customer is there twice",
                        "keys_are_unique",
                        "INSERT INTO branch.cleaned.customers SELECT * FROM branch.cleaned.customers WHERE customer_id = 'c1'"),
                error(
                        "an order was left behind in the month it came from",
                        "keys_are_unique",
                        "INSERT INTO branch.cleaned.orders SELECT order_id, customer_id, order_num, status,"
                                + " TIMESTAMP_NTZ '2025-01-05 10:00:00', currency, total_amount, created_at, updated_at, source"
                                + " FROM branch.cleaned.orders WHERE order_id = 'o1'"),
                error(
                        "two people share a key",
                        "keys_are_unique",
                        "UPDATE branch.cleaned.customer_keys SET customer_key = 'same' WHERE user_id IN ('v1', 'v2')"),
                error(
                        "an order line is a fact twice",
                        "fact_keys_are_unique",
                        "INSERT INTO branch.structured.fact_sales SELECT * FROM branch.structured.fact_sales WHERE order_id = 'o2'"),
                error(
                        "a day is shown twice",
                        "mart_keys_are_unique",
                        "INSERT INTO branch.marts.daily_sales SELECT * FROM branch.marts.daily_sales WHERE date_day = DATE '2026-01-10'"),
                error(
                        "an extracted line is lost",
                        "rows_balance",
                        "DELETE FROM branch.cleaned.order_items WHERE order_id = 'o1' AND add_to_cart_order = 2"),
                error(
                        "an order that the shop has deleted is still there",
                        "gone_rows_are_gone",
                        "INSERT INTO branch.cleaned.orders SELECT 'gone', customer_id, order_num, status, order_timestamp, currency,"
                                + " total_amount, created_at, updated_at, source FROM branch.cleaned.orders WHERE order_id = 'o4'"),
                error(
                        "a row in quarantine was cleaned all the same",
                        "quarantined_rows_are_not_cleaned",
                        "INSERT INTO branch.ops.quarantine VALUES ('%s', DATE '2026-01-01', DATE '2026-02-01', 'orders', 'o1',"
                                + " '[\"wrong\"]', '{\"order_id\":\"o1\"}', NULL, NULL, 'shop')"),
                error(
                        "a line has no order",
                        "lines_have_their_orders",
                        "DELETE FROM branch.cleaned.orders WHERE order_id = 'o3'"),
                error(
                        "a product is missing",
                        "facts_have_their_dimensions",
                        "DELETE FROM branch.structured.dim_products WHERE product_id = 'p1'"),
                error(
                        "a customer's version is missing",
                        "facts_have_their_dimensions",
                        "DELETE FROM branch.structured.dim_customers WHERE country = 'Germany'"),
                error(
                        "a day is missing",
                        "dates_have_no_gap",
                        "DELETE FROM branch.structured.dim_dates WHERE date_day = DATE '2026-01-13'"),
                error(
                        "a visit is missing",
                        "events_have_their_visits",
                        "DELETE FROM branch.structured.fact_sessions WHERE session_date = DATE '2026-02-05'"),
                error(
                        "a product of an event has no event",
                        "events_have_their_visits",
                        "UPDATE branch.structured.fact_event_products SET event_id = 'nowhere' WHERE event_id = 'e03'"),
                error(
                        "a sale has no version of its customer",
                        "needed_values_are_there",
                        "UPDATE branch.structured.fact_sales SET customer_version_key = NULL WHERE order_id = 'o1'"),
                error(
                        "a line does not say where it comes from",
                        "needed_values_are_there",
                        "UPDATE branch.cleaned.order_items SET source = NULL WHERE order_id = 'o1'"),
                error(
                        "a status is none",
                        "values_are_accepted",
                        "UPDATE branch.structured.fact_sales SET status = 'lost?' WHERE order_id = 'o4'"),
                error(
                        "a line counts as something else",
                        "sales_follow_from_their_lines",
                        "UPDATE branch.structured.fact_sales SET line_type = 'sale' WHERE order_id = 'o4'"),
                error(
                        "an amount is not quantity times price",
                        "sales_follow_from_their_lines",
                        "UPDATE branch.structured.fact_sales SET amount = amount + 0.01 WHERE order_id = 'o1' AND line_number = 1"),
                error(
                        "two versions of a customer overlap",
                        "customer_versions_do_not_overlap",
                        "INSERT INTO branch.structured.dim_customers SELECT customer_key, 'Spain', region, city,"
                                + " TIMESTAMP '2026-01-15 00:00:00Z', TIMESTAMP '2026-01-16 00:00:00Z', false, 'other'"
                                + " FROM branch.structured.dim_customers WHERE country = 'Germany'"),
                error(
                        "a customer ended without a reason",
                        "customers_have_one_current_version",
                        "UPDATE branch.structured.dim_customers SET is_current = false, valid_to = TIMESTAMP '2026-09-01 00:00:00Z'"
                                + " WHERE country = 'Germany'"),
                error(
                        "a sale has the customer of another time",
                        "sales_have_the_customer_of_their_time",
                        "UPDATE branch.structured.fact_sales SET country = 'Austria' WHERE order_id = 'o1'"),
                error(
                        "a sale differs from its line",
                        "facts_equal_their_lines",
                        "UPDATE branch.structured.fact_sales SET product_id = 'p2' WHERE order_id = 'o2'"),
                error(
                        "a sale has another currency than its order",
                        "facts_equal_their_orders",
                        "UPDATE branch.structured.fact_sales SET currency = 'USD' WHERE order_id = 'o2'"),
                error(
                        "an order is not the sum of its sales",
                        "orders_equal_their_sales",
                        "UPDATE branch.structured.fact_orders SET units = units + 1 WHERE order_id = 'o2'"),
                error(
                        "a price is a cent off",
                        "revenue_equals_source",
                        "UPDATE branch.structured.fact_sales SET unit_price = 10.01, amount = 10.01 WHERE order_id = 'o2'"),
                error(
                        "an order is missing everywhere",
                        "months_equal_source",
                        "DELETE FROM branch.structured.fact_orders WHERE order_id = 'o2'"),
                error(
                        "an event is lost",
                        "events_are_complete",
                        "DELETE FROM branch.structured.fact_events WHERE event_id = 'e12'"),
                error(
                        "a visit has an event too many",
                        "sessions_equal_their_events",
                        "UPDATE branch.structured.fact_sessions SET events = events + 1 WHERE session_date = DATE '2026-01-10'"),
                error(
                        "an event is about another product",
                        "event_products_equal_events",
                        "UPDATE branch.structured.fact_event_products SET product_id = 'p2' WHERE event_id = 'e01'"),
                error(
                        "a month's buyers are miscounted",
                        "months_equal_facts",
                        "UPDATE branch.marts.monthly_kpis SET buyers = buyers + 1, new_buyers = new_buyers + 1 WHERE year_month = '2026-01'"),
                error(
                        "a month is not the sum of its days",
                        "months_equal_their_days",
                        "UPDATE branch.marts.monthly_kpis SET gross_sales = gross_sales + 0.01 WHERE year_month = '2026-01'"),
                error(
                        "a day is not the sum of its orders",
                        "days_equal_facts",
                        "UPDATE branch.marts.daily_sales SET orders = orders + 1 WHERE date_day = DATE '2026-01-20'"),
                error(
                        "sales moved to another category",
                        "categories_equal_facts",
                        "UPDATE branch.marts.category_sales SET category = 'Toys' WHERE category = 'Clothes'"),
                error(
                        "a product has too many units",
                        "products_equal_facts",
                        "UPDATE branch.marts.top_products SET units = units + 1 WHERE product_id = 'p9'"),
                error(
                        "a category is missing",
                        "marts_agree",
                        "DELETE FROM branch.marts.category_sales WHERE year_month = '2026-01' AND category = 'Clothes'"),
                error(
                        "a step of the funnel is miscounted",
                        "funnel_equals_visits",
                        "UPDATE branch.marts.funnel SET sessions = sessions + 1 WHERE year_month = '2026-01' AND step = 'purchased'"),
                error(
                        "a cohort has a buyer too many",
                        "cohorts_equal_new_buyers",
                        "UPDATE branch.marts.cohort_retention SET buyers = buyers + 1 WHERE months_since = 0"),
                error(
                        "a customer is worth too much",
                        "customers_equal_facts",
                        "UPDATE branch.marts.customer_ltv SET net_revenue = net_revenue + 1"),
                error(
                        "a buyer has no segment",
                        "customers_equal_facts",
                        "DELETE FROM branch.marts.rfm_segments WHERE orders > 1"),
                error(
                        "a cohort lost a month",
                        "cohorts_equal_buyers",
                        "DELETE FROM branch.marts.cohort_retention WHERE months_since = 1"),
                error(
                        "a check cannot be run",
                        "cohorts_equal_buyers",
                        "ALTER TABLE branch.marts.cohort_retention RENAME COLUMN buyers TO purchasers"),
                warning(
                        "many rows are in quarantine",
                        "few_rows_are_rejected",
                        "INSERT INTO branch.ops.quarantine SELECT '%s', DATE '2026-01-01', DATE '2026-02-01', 'orders', 'x' || id,"
                                + " '[\"wrong\"]', '{}', NULL, NULL, 'shop' FROM range(100)",
                        "UPDATE branch.ops.quarantine SET run_id = '%s'"),
                warning(
                        "nothing was sold",
                        "window_has_sales",
                        "UPDATE branch.structured.fact_orders SET sale_lines = 0"),
                warning(
                        "no order came for days",
                        "orders_are_fresh",
                        "DELETE FROM branch.cleaned.orders WHERE order_timestamp > current_date() - INTERVAL '8' DAY"),
                warning(
                        "a month has unusually few orders",
                        "volume_is_usual",
                        "UPDATE branch.marts.monthly_kpis SET orders = 1 WHERE month_start = add_months(trunc(current_date(), 'MM'), -1)"),
                warning(
                        "a currency is spelled out",
                        "currencies_look_right",
                        "UPDATE branch.cleaned.orders SET currency = 'EURO' WHERE order_id = 'o4'"),
                warning(
                        "a discount is more than the amount",
                        "lines_are_plausible",
                        "UPDATE branch.structured.fact_sales SET discount = 1000 WHERE order_id = 'o1'"));
    }
}
