package dev.shoplake.contracts.lake;

import java.util.List;

/** The marts: what dashboards and analysts read. They hold dates, never timestamps, and no person's id. */
public final class MartTables {
    public static final LakeTable MONTHLY_KPIS =
            LakeTable.of("marts.monthly_kpis", "One month and currency.", List.of(), """
            year_month string required
            month_start date required
            currency string required
            gross_sales decimal(38,2) required
            discounts decimal(38,2) required
            returns_amount decimal(38,2) required
            net_revenue decimal(38,2) required
            orders long required
            units long required
            avg_order_value decimal(38,2)
            identified_gross_sales decimal(38,2) required
            identified_returns_amount decimal(38,2) required
            identified_orders long required
            buyers long required
            new_buyers long required
            returning_buyers long required
            returning_rate decimal(9,6)
            repeat_rate_in_month decimal(9,6)
            cumulative_buyers long required
            cumulative_repeat_rate decimal(9,6)
            is_complete boolean required
            sessions long required
            conversion_rate decimal(9,6)
            """);

    public static final LakeTable DAILY_SALES =
            LakeTable.of("marts.daily_sales", "One day and currency.", List.of(), """
            date_day date required
            month_start date required
            year_month string required
            currency string required
            gross_sales decimal(38,4) required
            discounts decimal(38,4) required
            returns_amount decimal(38,4) required
            net_revenue decimal(38,4) required
            orders long required
            units long required
            buyers long required
            """);

    public static final LakeTable CATEGORY_SALES =
            LakeTable.of("marts.category_sales", "One category, country, month and currency.", List.of(), """
            year_month string required
            month_start date required
            category string required
            country string required
            currency string required
            gross_sales decimal(38,4) required
            discounts decimal(38,4) required
            returns_amount decimal(38,4) required
            net_revenue decimal(38,4) required
            units long required
            """);

    public static final LakeTable TOP_PRODUCTS =
            LakeTable.of("marts.top_products", "One product, month and currency.", List.of(), """
            year_month string required
            month_start date required
            product_id string required
            product_name string required
            category string
            currency string required
            units long required
            gross_sales decimal(38,4) required
            returned_units long required
            returns_amount decimal(38,4) required
            return_rate decimal(18,6)
            sessions_viewed long required
            sessions_carted long required
            sessions_purchased long required
            cart_to_view decimal(18,6)
            purchase_to_view decimal(18,6)
            sales_rank int required
            """);

    public static final LakeTable FUNNEL = LakeTable.of(
            "marts.funnel", "One step of one month: sessions that got there, in time order.", List.of(), """
            year_month string required
            month_start date required
            step_number int required
            step string required
            sessions long required
            share_of_first decimal(9,6)
            share_of_previous decimal(9,6)
            """);

    public static final LakeTable COHORT_RETENTION = LakeTable.of(
            "marts.cohort_retention",
            "One month of the known customers whose first sale was in one month, by currency.",
            List.of(),
            """
            cohort_month string required
            cohort_start date required
            currency string required
            months_since int required
            year_month string required
            month_start date required
            cohort_buyers long required
            buyers long required
            retention decimal(9,6)
            cumulative_net_revenue_per_buyer decimal(38,4)
            is_complete boolean required
            """);

    public static final LakeTable CUSTOMER_LTV = LakeTable.of(
            "marts.customer_ltv",
            "One known customer and currency; a value is empty until its months are over, days are empty for who only returned.",
            List.of(),
            """
            customer_key string required
            currency string required
            cohort_month string
            cohort_start date
            first_order_day date
            last_order_day date
            orders long required
            net_revenue decimal(38,4) required
            value_1_month decimal(38,4)
            value_3_months decimal(38,4)
            value_6_months decimal(38,4)
            value_12_months decimal(38,4)
            """);

    public static final LakeTable RFM_SEGMENTS = LakeTable.of(
            "marts.rfm_segments",
            "One known customer with a sale, by currency: scores from 1 to 5, 5 is best, and the segment they make.",
            List.of(),
            """
            customer_key string required
            currency string required
            segment string required
            recency_score int required
            frequency_score int required
            monetary_score int required
            last_order_day date required
            recency_days int required
            orders long required
            net_revenue decimal(38,4) required
            """);

    public static final LakeTable RECOMMENDATION_PERFORMANCE = LakeTable.of(
            "marts.recommendation_performance",
            "One model version, day and currency; what is no money is of all currencies.",
            List.of(),
            """
            model_version string required
            date_day date required
            month_start date required
            year_month string required
            currency string
            answers long required
            impressions long required
            clicks long required
            carts long required
            purchases long required
            attributed_net_revenue decimal(38,4) required
            """);

    public static final LakeTable DATA_QUALITY = LakeTable.of(
            "marts.data_quality",
            "One check of one run; is_newest marks the run that published what is read.",
            List.of(),
            """
            run_id string required
            checked_on date required
            check_id string required
            severity string required
            sentence string required
            passed boolean required
            failures long required
            is_newest boolean required
            """);

    /** Nothing is required: Iceberg answers counts from its metadata, and then Spark cannot promise that one is there. */
    public static final LakeTable FRESHNESS = LakeTable.of(
            "marts.freshness", "One source: how far it reached when the marts were computed.", List.of(), """
            source string
            newest_day date
            row_count long
            loaded_on date
            lag_days int
            """);

    public static final LakeTable RESTATEMENTS = LakeTable.of(
            "marts.restatements",
            "One figure of a closed month and currency that is no longer what it was when the month was closed.",
            List.of(),
            """
            year_month string required
            month_start date required
            currency string required
            figure string required
            closed_on date required
            closed_value decimal(38,6)
            current_value decimal(38,6)
            difference decimal(38,6) required
            """);

    private MartTables() {}

    /** All marts: the last three tell of the data itself, the others of the shop. */
    public static List<LakeTable> all() {
        return List.of(
                MONTHLY_KPIS,
                DAILY_SALES,
                CATEGORY_SALES,
                TOP_PRODUCTS,
                FUNNEL,
                COHORT_RETENTION,
                CUSTOMER_LTV,
                RFM_SEGMENTS,
                RECOMMENDATION_PERFORMANCE,
                FRESHNESS,
                RESTATEMENTS,
                DATA_QUALITY);
    }
}
