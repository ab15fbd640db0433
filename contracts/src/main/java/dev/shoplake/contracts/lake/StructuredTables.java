package dev.shoplake.contracts.lake;

import java.util.List;

/** The star schema: what happened, and what it happened to. */
public final class StructuredTables {
    public static final LakeTable DIM_CUSTOMERS = LakeTable.of(
                    "structured.dim_customers", "One version of one customer; the current one is open.", List.of(), """
            customer_key string required
            country string
            region string
            city string
            valid_from timestamptz required
            valid_to timestamptz
            is_current boolean required
            version_key string
            """)
            .sortedBy("customer_key", "valid_from");

    public static final LakeTable DIM_PRODUCTS =
            LakeTable.of("structured.dim_products", "One product.", List.of(), """
            product_id string required
            product_name string required
            department string
            category string
            is_product boolean required
            unit_price decimal(18,4)
            """);

    public static final LakeTable DIM_DATES = LakeTable.of("structured.dim_dates", "One day.", List.of(), """
            date_day date required
            month_start date required
            year_month string required
            calendar_year int required
            quarter_of_year int required
            month_of_year int required
            day_of_month int required
            iso_year int required
            iso_week int required
            iso_day_of_week int required
            fiscal_year int
            fiscal_quarter int
            fiscal_month int
            """);

    public static final LakeTable FACT_SALES = LakeTable.of(
                    "structured.fact_sales",
                    "One order line, with the customer as it was at that time; line_type is sale, return or none (counts nowhere).",
                    List.of("months(order_date)"),
                    """
            order_id string required
            line_number int required
            order_date date required
            order_timestamp timestamp required
            year_month string required
            customer_key string
            country string
            product_id string required
            line_type string required
            status string required
            currency string required
            quantity long required
            unit_price decimal(18,4) required
            discount decimal(18,4) required
            amount decimal(38,4) required
            customer_version_key string
            """)
            .sortedBy("order_date", "product_id");

    public static final LakeTable FACT_ORDERS = LakeTable.of(
                    "structured.fact_orders",
                    "One order with a line that counts; sale_lines is 0 for a credit note.",
                    List.of("months(order_date)"),
                    """
            order_id string required
            order_date date required
            year_month string required
            customer_key string
            customer_version_key string required
            country string
            currency string required
            sale_lines long required
            units long required
            gross_sales decimal(38,4) required
            discounts decimal(38,4) required
            returns_amount decimal(38,4) required
            net_revenue decimal(38,4) required
            """)
            .sortedBy("order_date", "order_id");

    public static final LakeTable FACT_EVENTS = LakeTable.of(
                    "structured.fact_events",
                    "One event; session_key joins the events of one visit, ended by 30 minutes of silence.",
                    List.of("months(event_date)"),
                    """
            event_id string required
            event_type string required
            occurred_at timestamptz required
            event_date date required
            year_month string required
            customer_key string required
            session_key string required
            session_date date required
            product_id string
            order_id string
            recommendation_id string
            """)
            .sortedBy("event_date", "customer_key");

    public static final LakeTable FACT_EVENT_PRODUCTS = LakeTable.of(
                    "structured.fact_event_products",
                    "One product that an event is about; a purchase of five lines has five.",
                    List.of("months(event_date)"),
                    """
            event_id string required
            line_number int required
            product_id string required
            event_type string required
            event_date date required
            session_key string required
            session_date date required
            customer_key string required
            quantity long required
            """)
            .sortedBy("event_date", "product_id");

    public static final LakeTable FACT_SESSIONS = LakeTable.of(
                    "structured.fact_sessions",
                    "One visit; carted_at is the first cart after a view, ordered_at the first purchase after that.",
                    List.of("months(session_date)"),
                    """
            session_key string required
            session_date date required
            year_month string required
            customer_key string required
            started_at timestamptz required
            ended_at timestamptz required
            events long required
            has_purchase boolean required
            viewed_at timestamptz
            carted_at timestamptz
            ordered_at timestamptz
            """)
            .sortedBy("session_date", "customer_key");

    private StructuredTables() {}

    /** All of them, dimensions first. */
    public static List<LakeTable> all() {
        return List.of(
                DIM_CUSTOMERS,
                DIM_PRODUCTS,
                DIM_DATES,
                FACT_SALES,
                FACT_ORDERS,
                FACT_EVENTS,
                FACT_EVENT_PRODUCTS,
                FACT_SESSIONS);
    }
}
