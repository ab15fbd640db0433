package dev.shoplake.contracts.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every table of the lake. A person's id stands in {@code raw.*}, {@code cleaned.customers}, {@code cleaned.orders} and the
 * key map alone, of who was erased the pseudonym ({@link Erasures}); facts and marts carry the random surrogate {@code customer_key}. Money is exact; marts that sum over time
 * keep four places, {@link MartTables#MONTHLY_KPIS} is what is shown and holds two.
 *
 * <p>{@code source} of a cleaned row is {@code shop} (or nothing, in rows of earlier versions), {@code inbox} where a dropped
 * file alone has the row, or {@code inbox_over_shop} where a file has it newer than the shop.
 */
public final class LakeTables {
    // ---- raw: written by the stream

    public static final LakeTable RAW_EVENTS =
            LakeTable.of("raw.events", "One accepted event, first arrival only.", List.of("months(occurred_at)"), """
            event_id string required
            event_type string required
            occurred_at timestamptz required
            user_id string required
            session_id string required
            product_id string
            order_id string
            recommendation_id string
            payload string required
            source_topic string required
            source_partition int required
            source_offset long required
            ingested_at timestamptz required
            """);

    public static final LakeTable RAW_DEAD_LETTERS = LakeTable.of(
            "raw.dead_letters", "One refused message with every reason, as JSON.", List.of("months(received_at)"), """
            source_topic string required
            source_partition int required
            source_offset long required
            event_type string
            reasons string required
            payload binary required
            received_at timestamptz required
            """);

    /** Declared for those who read it; nobody writes it yet, and a table that is not there reads as an empty one. */
    public static final LakeTable RAW_RECOMMENDATIONS_SERVED = LakeTable.of(
            "raw.recommendations_served",
            "One message that says which products an answer recommended to whom; an answer may have told so twice.",
            List.of("months(served_at)"),
            """
            recommendation_id string required
            served_at timestamptz required
            endpoint string required
            user_id string
            model_version string
            payload string required
            source_topic string required
            source_partition int required
            source_offset long required
            ingested_at timestamptz required
            """);

    // ---- cleaned: typed, trimmed, unique

    public static final LakeTable CLEANED_CUSTOMERS = LakeTable.of(
                    "cleaned.customers", "One customer, as the shop knows it now.", List.of(), """
            customer_id string required
            country string
            region string
            city string
            postal_code string
            created_at timestamptz
            updated_at timestamptz
            source string
            """)
            .sortedBy("customer_id");

    public static final LakeTable CLEANED_CUSTOMER_VERSIONS = LakeTable.of(
                    "cleaned.customer_versions",
                    "One customer as the shop knew it from a moment on; is_deleted ends what was known.",
                    List.of(),
                    """
            customer_id string required
            changed_at timestamptz required
            is_deleted boolean required
            country string
            region string
            city string
            postal_code string
            """)
            .sortedBy("customer_id", "changed_at");

    public static final LakeTable CLEANED_CUSTOMER_KEYS = LakeTable.of(
                    "cleaned.customer_keys",
                    "One person, customer or visitor, and the random key that stands for it.",
                    List.of(),
                    """
            user_id string required
            customer_key string required
            """)
            .sortedBy("user_id");

    public static final LakeTable CLEANED_PRODUCTS = LakeTable.of(
                    "cleaned.products", "One product, as the shop knows it now.", List.of(), """
            product_id string required
            product_name string
            department_id string
            department string
            category string
            is_product boolean required
            unit_price decimal(18,4)
            stock long
            created_at timestamptz
            updated_at timestamptz
            source string
            """)
            .sortedBy("product_id");

    public static final LakeTable CLEANED_ORDERS = LakeTable.of(
                    "cleaned.orders",
                    "One order or credit note; the timestamp is the shop's local time.",
                    List.of("months(order_timestamp)"),
                    """
            order_id string required
            customer_id string
            order_num int
            status string required
            order_timestamp timestamp required
            currency string required
            total_amount decimal(38,4)
            created_at timestamptz
            updated_at timestamptz
            source string
            """)
            .sortedBy("order_timestamp", "order_id");

    public static final LakeTable CLEANED_ORDER_ITEMS = LakeTable.of(
                    "cleaned.order_items",
                    "One line of an order; its order's timestamp stands in it to partition by.",
                    List.of("months(order_timestamp)"),
                    """
            order_id string required
            add_to_cart_order int required
            order_timestamp timestamp required
            product_id string required
            quantity long required
            unit_price decimal(18,4) required
            discount decimal(18,4) required
            reordered boolean
            days_since_prior_order int
            created_at timestamptz
            updated_at timestamptz
            source string
            """)
            .sortedBy("order_timestamp", "order_id");

    // ---- ops: what those who run it read

    public static final LakeTable QUARANTINE = LakeTable.of(
            "ops.quarantine",
            "One source row that cannot be right, with every reason as a JSON array, until a run reads it anew.",
            List.of(),
            """
            run_id string required
            window_from date required
            window_to date required
            source_table string required
            source_key string required
            reasons string required
            row_json string required
            order_date date
            source_file string
            source string
            """);

    public static final LakeTable AUDIT_RESULTS =
            LakeTable.of("ops.audit_results", "One check of one run.", List.of(), """
            run_id string required
            check_name string required
            severity string required
            passed boolean required
            detail string required
            checked_at timestamptz required
            violations long
            """);

    public static final LakeTable RUNS = LakeTable.of(
            "ops.runs",
            "One table that a stage of a batch run read or wrote; rows of extract say how far the run read its sources.",
            List.of(),
            """
            run_id string required
            stage string required
            table_name string required
            window_from date required
            window_to date required
            rows_in long required
            rows_out long required
            rows_rejected long required
            started_at timestamptz required
            finished_at timestamptz required
            source_moment timestamptz
            events_sequence long
            is_caught_up boolean
            rows_superseded long
            """);

    public static final LakeTable RUN_MONTHS = LakeTable.of(
            "ops.run_months",
            "One month that a run rebuilds; subject is sales, products or events: what has changed in it.",
            List.of(),
            """
            run_id string required
            subject string required
            month_start date required
            """);

    private LakeTables() {}

    /** Tables of what came by topics, one writer each. */
    public static List<LakeTable> stream() {
        return List.of(RAW_EVENTS, RAW_DEAD_LETTERS, RAW_RECOMMENDATIONS_SERVED);
    }

    /** Tables that the batch writes, published together in one catalog commit. */
    public static List<LakeTable> batch() {
        var tables = new ArrayList<>(List.of(
                CLEANED_CUSTOMERS,
                CLEANED_CUSTOMER_VERSIONS,
                CLEANED_CUSTOMER_KEYS,
                CLEANED_PRODUCTS,
                CLEANED_ORDERS,
                CLEANED_ORDER_ITEMS));
        tables.addAll(StructuredTables.all());
        tables.addAll(MartTables.all());
        tables.addAll(
                List.of(QUARANTINE, AUDIT_RESULTS, RUNS, RUN_MONTHS, CloseTables.MONTH_CLOSES, Erasures.ERASURES));
        return List.copyOf(tables);
    }

    public static List<LakeTable> all() {
        return Stream.concat(stream().stream(), batch().stream()).toList();
    }
}
