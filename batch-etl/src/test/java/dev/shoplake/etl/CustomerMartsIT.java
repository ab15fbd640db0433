package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What customers are worth and what recommendations bring, in a shop small enough to compute by hand. */
class CustomerMartsIT {
    private static TestingLake lake;

    @BeforeAll
    static void runTheBatch() {
        lake = new TestingLake(Map.of("SHOPLAKE_SHOP_TIMEZONE", "America/New_York", "SHOPLAKE_SHOP_CURRENCY", "EUR"));
        lake.empty();
        var shop = new TestingShop(lake.environment());
        shop.execute(TestingShop.text("shop.sql") + TestingShop.text("customer_shop.sql"));
        lake.addEvents(TestingShop.text("answered_events.sql"));
        run();
    }

    private static void run() {
        var outcome = lake.etl("run", "--full");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    private static List<String> ofPersons(String columns, String mart) {
        return lines(
                "SELECT currency, user_id, %s FROM lake.marts.%s JOIN lake.cleaned.customer_keys USING (customer_key)"
                        .formatted(columns, mart));
    }

    private static List<String> lines(String sql) {
        return lake.rows(sql).stream().map(row -> row.mkString("|")).toList();
    }

    @Test
    void aCustomersValueIsKnownOnceItsMonthsAreOverAndAllTogetherAreTheNetRevenueOfKnownCustomers() {
        assertThat(ofPersons(
                        "cohort_month, cohort_start, first_order_day, last_order_day, orders, net_revenue, value_1_month,"
                                + " value_3_months, value_6_months, value_12_months",
                        "customer_ltv"))
                .containsExactlyInAnyOrder(
                        // 90 + 20 on 27 February, a day before the month is over; the year ends between 30 and 31
                        // January
                        "EUR|a|2025-01|2025-01-01|2025-01-31|2026-01-31|6|135.0000|110.0000|155.0000|162.0000|132.0000",
                        // 8 came back before the first order; the year is over with the ledger's last day
                        "EUR|b|2025-03|2025-03-01|2025-03-31|2025-03-31|2|67.0000|75.0000|75.0000|75.0000|75.0000",
                        // A day more, and it is not
                        "EUR|c|2025-04|2025-04-01|2025-04-01|2025-04-01|1|10.0000|10.0000|10.0000|10.0000|null",
                        "EUR|d|null|null|null|null|0|-12.0000|null|null|null|null",
                        "EUR|e|2026-03|2026-03-01|2026-03-01|2026-03-29|2|75.0000|null|null|null|null",
                        "EUR|f|2026-02|2026-02-01|2026-02-28|2026-02-28|1|30.0000|30.0000|null|null|null",
                        "USD|a|2026-01|2026-01-01|2026-01-01|2026-01-01|1|500.0000|null|null|null|null",
                        "GBP|p|2026-02|2026-02-01|2026-02-16|2026-03-05|2|20.0000|null|null|null|null",
                        "GBP|q|2026-03|2026-03-01|2026-03-03|2026-03-03|1|40.0000|null|null|null|null",
                        "GBP|r|2026-02|2026-02-01|2026-02-01|2026-03-01|4|100.0000|75.0000|null|null|null",
                        "GBP|s|2026-02|2026-02-01|2026-02-10|2026-03-02|3|12.0000|null|null|null|null",
                        "GBP|t|2026-02|2026-02-01|2026-02-15|2026-03-04|2|60.0000|null|null|null|null");
    }

    @Test
    void customersAreScoredInFifthsOfTheirLedgerAndEverySegmentIsNamed() {
        assertThat(ofPersons(
                        "recency_score, frequency_score, monetary_score, segment, last_order_day, recency_days, orders,"
                                + " net_revenue",
                        "rfm_segments"))
                .containsExactlyInAnyOrder(
                        "EUR|a|3|5|5|loyal|2026-01-31|58|6|135.0000",
                        "EUR|b|1|3|3|at_risk|2025-03-31|364|2|67.0000",
                        "EUR|c|2|1|1|hibernating|2025-04-01|363|1|10.0000",
                        "EUR|e|5|4|4|champions|2026-03-29|1|2|75.0000",
                        "EUR|f|4|2|2|new|2026-02-28|30|1|30.0000",
                        "USD|a|1|1|1|hibernating|2026-01-01|1|1|500.0000",
                        "GBP|p|5|2|2|potential_loyalists|2026-03-05|1|2|20.0000",
                        "GBP|q|3|1|3|needs_attention|2026-03-03|3|1|40.0000",
                        "GBP|r|1|5|5|cannot_lose|2026-03-01|5|4|100.0000",
                        "GBP|s|2|4|1|at_risk|2026-03-02|4|3|12.0000",
                        "GBP|t|4|3|4|potential_loyalists|2026-03-04|2|2|60.0000");
    }

    @Test
    void anAnswerIsCreditedWithWhatNamesItWithinADay() {
        assertThat(lines("SELECT * FROM lake.marts.recommendation_performance")).isEmpty();
        lake.add(LakeTables.RAW_RECOMMENDATIONS_SERVED, TestingShop.text("answers.sql"));

        run();

        assertThat(lines("""
                        SELECT model_version, date_day, currency, answers, impressions, clicks, carts, purchases, attributed_net_revenue
                        FROM lake.marts.recommendation_performance ORDER BY date_day, model_version, currency"""))
                .containsExactly(
                        // Seen twice is one click; the third product was opened a whole day later
                        "7|2026-03-29|EUR|2|5|3|1|1|15.0000",
                        "7|2026-03-29|GBP|2|5|3|1|0|0.0000",
                        "7|2026-03-29|USD|2|5|3|1|0|0.0000",
                        // The shopper's clock is ten minutes slow
                        "8|2026-03-30|EUR|1|1|1|0|0|0.0000",
                        "8|2026-03-30|GBP|1|1|1|0|1|10.0000",
                        "8|2026-03-30|USD|1|1|1|0|0|0.0000",
                        "none|2026-03-30|EUR|1|0|0|0|0|0.0000",
                        "none|2026-03-30|GBP|1|0|0|0|0|0.0000",
                        "none|2026-03-30|USD|1|0|0|0|0|0.0000");
        assertThat(lines("SELECT DISTINCT year_month, month_start FROM lake.marts.recommendation_performance"))
                .containsExactly("2026-03|2026-03-01");
    }
}
