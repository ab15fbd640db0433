package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.audit.Check;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A shop small enough to compute by hand; the figures below were. */
class SmallShopIT {
    private static final String[] JANUARY = {"--from", "2026-01-01", "--to", "2026-02-01"};
    private static final String[] FEBRUARY = {"--from", "2026-02-01", "--to", "2026-03-01"};

    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());

    private void loadTheShop() {
        lake.empty();
        shop.loadSmallShop();
        lake.addEvents(TestingShop.text("small_shop_events.sql"));
    }

    private void etl(String command, String... window) {
        var arguments = new java.util.ArrayList<>(List.of(command));
        arguments.addAll(List.of(window));
        var outcome = lake.etl(arguments.toArray(String[]::new));
        assertThat(outcome.errors()).describedAs(command).isEmpty();
        assertThat(outcome.exitCode()).describedAs(command).isZero();
    }

    /** What {@code etl window} prints last. */
    private String window() {
        var outcome = lake.etl("window");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return outcome.output().lines().toList().getLast();
    }

    private List<String> lines(String sql) {
        return lake.rows(sql).stream().map(Row::mkString).toList();
    }

    private List<String> table(String columns, String rest) {
        return lake.rows("SELECT " + columns + " FROM lake." + rest).stream()
                .map(row -> row.mkString("|"))
                .toList();
    }

    @Test
    void everyNumberIsTheOneComputedByHand() {
        PublishedSmallShop.bring(lake, shop);

        assertThat(table(
                        "year_month, currency, gross_sales, discounts, returns_amount, net_revenue, orders, units,"
                                + " avg_order_value, identified_gross_sales, identified_returns_amount, identified_orders",
                        "marts.monthly_kpis ORDER BY year_month, currency"))
                .containsExactly(
                        // 2 × 10 + 5.255 + 10 + 3 × 2 = 41.255, shown half-up; 41.255 − 1.50 = 39.755
                        "2026-01|EUR|41.26|1.50|0.00|39.76|3|7|13.75|35.26|0.00|2",
                        "2026-02|EUR|30.00|0.00|10.00|20.00|2|3|15.00|30.00|10.00|2",
                        "2026-02|USD|7.00|0.00|0.00|7.00|1|1|7.00|7.00|0.00|1");
        assertThat(table(
                        "year_month, currency, buyers, new_buyers, returning_buyers, returning_rate, repeat_rate_in_month,"
                                + " cumulative_buyers, cumulative_repeat_rate, is_complete, sessions, conversion_rate",
                        "marts.monthly_kpis ORDER BY year_month, currency"))
                .containsExactly(
                        "2026-01|EUR|1|1|0|0.000000|1.000000|1|1.000000|true|3|0.666667",
                        "2026-02|EUR|2|2|0|0.000000|0.000000|3|0.333333|true|2|0.500000",
                        "2026-02|USD|1|1|0|0.000000|0.000000|1|0.000000|true|2|0.500000");
        assertThat(table(
                        "date_day, currency, gross_sales, discounts, returns_amount, net_revenue, orders, units, buyers",
                        "marts.daily_sales ORDER BY date_day, currency"))
                .containsExactly(
                        "2026-01-10|EUR|25.2550|1.5000|0.0000|23.7550|1|3|1",
                        "2026-01-20|EUR|16.0000|0.0000|0.0000|16.0000|2|4|1",
                        "2026-02-01|EUR|0.0000|0.0000|10.0000|-10.0000|0|0|0",
                        "2026-02-10|USD|7.0000|0.0000|0.0000|7.0000|1|1|1",
                        "2026-02-11|EUR|10.0000|0.0000|0.0000|10.0000|1|1|1",
                        "2026-02-28|EUR|20.0000|0.0000|0.0000|20.0000|1|2|1");
        assertThat(table(
                        "year_month, category, country, currency, gross_sales, net_revenue, units",
                        "marts.category_sales ORDER BY year_month, category, country, currency"))
                .containsExactly(
                        "2026-01|Clothes|Germany|EUR|5.2550|5.2550|1",
                        "2026-01|Kitchen|Germany|EUR|30.0000|28.5000|3",
                        "2026-01|Unknown|Unknown|EUR|6.0000|6.0000|3",
                        "2026-02|Clothes|France|USD|7.0000|7.0000|1",
                        "2026-02|Kitchen|France|EUR|10.0000|10.0000|1",
                        "2026-02|Kitchen|Germany|EUR|0.0000|-10.0000|0",
                        "2026-02|Kitchen|Unknown|EUR|20.0000|20.0000|2");
        assertThat(table(
                        "year_month, currency, sales_rank, product_id, product_name, units, gross_sales, returned_units,"
                                + " returns_amount, return_rate, sessions_viewed, sessions_carted, sessions_purchased,"
                                + " cart_to_view, purchase_to_view",
                        "marts.top_products ORDER BY year_month, currency, sales_rank"))
                .containsExactly(
                        "2026-01|EUR|1|p1|Cup|3|30.0000|0|0.0000|0.000000|2|2|2|1.000000|1.000000",
                        "2026-01|EUR|2|p9|p9|3|6.0000|0|0.0000|0.000000|0|0|0|null|null",
                        "2026-01|EUR|3|p2|Hat|1|5.2550|0|0.0000|0.000000|1|0|1|0.000000|1.000000",
                        "2026-02|EUR|1|p1|Cup|3|30.0000|1|10.0000|0.333333|2|1|1|0.500000|0.500000",
                        "2026-02|USD|1|p2|Hat|1|7.0000|0|0.0000|0.000000|0|0|0|null|null");
        assertThat(table(
                        "year_month, step_number, step, sessions, share_of_first, share_of_previous",
                        "marts.funnel ORDER BY year_month, step_number"))
                .containsExactly(
                        "2026-01|1|viewed|3|1.000000|1.000000",
                        "2026-01|2|added_to_cart|2|0.666667|0.666667",
                        "2026-01|3|purchased|2|0.666667|1.000000",
                        "2026-02|1|viewed|2|1.000000|1.000000",
                        "2026-02|2|added_to_cart|0|0.000000|0.000000",
                        "2026-02|3|purchased|0|0.000000|null");
        assertThat(table(
                        "cohort_month, currency, months_since, year_month, cohort_buyers, buyers, retention,"
                                + " cumulative_net_revenue_per_buyer, is_complete",
                        "marts.cohort_retention ORDER BY cohort_start, currency, months_since"))
                .containsExactly(
                        // 25.255 − 1.50 + 10 = 33.755; then 10 came back
                        "2026-01|EUR|0|2026-01|1|1|1.000000|33.7550|true",
                        "2026-01|EUR|1|2026-02|1|0|0.000000|23.7550|true",
                        "2026-02|EUR|0|2026-02|2|2|1.000000|15.0000|true",
                        "2026-02|USD|0|2026-02|1|1|1.000000|7.0000|true");
        assertThat(table("source, newest_day, row_count", "marts.freshness ORDER BY source"))
                .containsExactly(
                        "dead_letters|null|0",
                        "events|2026-02-06|12",
                        "order_lines|2026-02-28|11",
                        "orders|2026-02-28|8",
                        "quarantine|2026-02-28|4");
        assertThat(table("count(*)", "marts.freshness WHERE lag_days = datediff(loaded_on, newest_day)"))
                .containsExactly("4");
        assertThat(table(
                        "count(*), sum(failures), bool_and(is_newest), bool_and(checked_on <= current_date())",
                        "marts.data_quality WHERE passed AND run_id = '" + PublishedSmallShop.RUN + "'"))
                .containsExactly((Check.all().size() - 1) + "|0|true|true");
        assertThat(table("check_id, severity, failures, sentence", "marts.data_quality WHERE NOT passed"))
                .containsExactly("few_rows_are_rejected|warning|4|not so: at most one row in a hundred is in quarantine"
                        + " (4 violations) 4 of 27 rows");
        assertThat(table(
                        "line_type, count(*), sum(amount)",
                        "structured.fact_sales GROUP BY line_type ORDER BY line_type"))
                .containsExactly("none|3|990.0000", "return|1|-10.0000", "sale|7|78.2550");
        assertThat(table(
                        "source_table, source_key, reasons, order_date",
                        "ops.quarantine ORDER BY source_table, source_key"))
                .containsExactly(
                        "order_items|ghost/1|[\"order is unknown\"]|null",
                        "order_items|o7/2|[\"quantity is missing\",\"unit_price is missing\"]|2026-02-28",
                        "order_items|o8/1|[\"order is in quarantine\"]|2026-02-12",
                        "orders|o8|[\"status is unknown: on_hold\"]|2026-02-12");
        assertThat(table(
                        "table_name, rows_in, rows_out, rows_rejected",
                        "ops.runs WHERE stage = 'clean' ORDER BY table_name"))
                .containsExactly(
                        "customer_keys|5|5|0",
                        "customers|2|2|0",
                        "order_items|14|11|3",
                        "orders|9|8|1",
                        "products|2|2|0");
    }

    @Test
    void stagesOneByOneAreTheRunAndMonthsOneByOneAreTheYear() {
        loadTheShop();
        assertThat(window()).isEqualTo("--from 2026-01-10 --to 2026-03-01");
        for (var stage : List.of("extract", "clean", "structure", "mart", "audit", "publish")) {
            etl(stage, JANUARY);
        }
        // January's visit that ends in February is whole, and February has no visit of its own yet
        assertThat(lines("SELECT sum(sessions) FROM lake.marts.funnel WHERE step = 'purchased'"))
                .containsExactly("2");
        assertThat(lines("SELECT DISTINCT year_month FROM lake.marts.funnel")).containsExactly("2026-01");
        etl("run", FEBRUARY);
        assertThat(table(
                        "run_id, count(*), max(checked_on) IS NOT NULL",
                        "marts.data_quality GROUP BY run_id, is_newest ORDER BY is_newest"))
                .containsExactly(
                        "etl_2026_01_01_2026_02_01|%d|true"
                                .formatted(Check.all().size()),
                        "etl_2026_02_01_2026_03_01|%d|true"
                                .formatted(Check.all().size()));
        var piecemeal = lake.content(TestingLake.dataTables());

        etl("run");

        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(piecemeal);
    }

    @Test
    void whatChangedInTheShopIsSeenAndKeysStay() {
        PublishedSmallShop.bring(lake, shop);
        assertThat(lake.etl("window").exitCode()).isEqualTo(99);
        var keys = lake.content(List.of(LakeTables.CLEANED_CUSTOMER_KEYS));
        shop.execute("DELETE FROM orders WHERE order_id = 'o2'");
        shop.execute("DELETE FROM order_items WHERE order_id = 'o2'");
        shop.execute("UPDATE order_items SET updated_at = now() WHERE order_id = 'o3'");
        shop.execute("UPDATE orders SET status = 'completed', updated_at = now() WHERE order_id = 'o8'");
        assertThat(window()).isEqualTo("--from 2026-01-20 --to 2026-02-13");

        etl("run", FEBRUARY);

        // A run over a part hides nothing of the rest
        assertThat(window()).isEqualTo("--from 2026-01-20 --to 2026-01-21");
        etl("run", window().split(" "));
        assertThat(lake.etl("window").output()).contains("nothing has changed up to ");
        shop.execute("UPDATE products SET product_name = 'Mug', updated_at = now() WHERE product_id = 'p1'");
        assertThat(window()).isEqualTo("--from 2026-02-28 --to 2026-03-01");

        assertThat(table("year_month, gross_sales, orders", "marts.monthly_kpis WHERE currency = 'EUR' ORDER BY 1"))
                .containsExactly("2026-01|31.26|2", "2026-02|40.00|3");
        assertThat(table("source_key", "ops.quarantine ORDER BY 1")).containsExactly("ghost/1", "o7/2");
        assertThat(lake.content(List.of(LakeTables.CLEANED_CUSTOMER_KEYS))).isEqualTo(keys);
    }

    @Test
    void aLateEventJoinsTheVisitItBelongsToAcrossTheEdgeOfAMonthAndKilledStagesAreDoneAgain() {
        loadTheShop();
        // A visit of its own on the day after January
        lake.addEvents("""
                SELECT 'e13', 'page_view', TIMESTAMP '2026-02-01 20:00:00Z', 'v3', 'tab', 'p2', NULL, NULL, '{}', 'page_view', 0, 98,
                TIMESTAMP '2026-02-01 21:00:00'""");
        etl("run");
        // Ten minutes before v1's first view, in the last hour of January
        lake.addEvents("""
                SELECT 'e00', 'page_view', TIMESTAMP '2026-02-01 04:40:00Z', 'v1', 'tab', 'p2', NULL, NULL, '{}', 'page_view', 0, 99,
                TIMESTAMP '2026-03-01 00:00:00'""");

        assertThat(lake.etl("window", "--until", "2026-02-28T00:00:00+00:00").exitCode())
                .isEqualTo(99);
        assertThat(window()).isEqualTo("--from 2026-01-31 --to 2026-02-01");
        var lastOfJanuary = window().split(" ");
        etl("extract", lastOfJanuary);
        etl("clean", lastOfJanuary);
        // What a stage leaves behind that is killed between its two commits
        lake.on("etl_2026_01_31_2026_02_01")
                .spark()
                .sql("DELETE FROM branch.structured.fact_events"
                        + " WHERE event_date >= DATE '2026-01-01' AND event_date < DATE '2026-02-02'");
        for (var stage : List.of("structure", "mart", "audit")) {
            etl(stage, lastOfJanuary);
        }
        var audited = lake.hash("etl_2026_01_31_2026_02_01");
        etl("publish", lastOfJanuary);
        // Or between the merge and the end of its branch, or just after
        lake.branch("etl_2026_01_31_2026_02_01", audited);
        etl("publish", lastOfJanuary);
        etl("publish", lastOfJanuary);
        assertThat(lake.branches()).containsExactly("main");

        assertThat(lines("SELECT count(DISTINCT session_key) FROM lake.structured.fact_events"
                        + " WHERE event_id IN ('e00', 'e05', 'e06', 'e07')"))
                .containsExactly("1");
        assertThat(lines("SELECT count(*) FROM lake.structured.fact_events")).containsExactly("14");
    }
}
