package dev.shoplake.contracts.lake;

import java.util.List;

/** What is kept of closed months, beside the tags in the tables themselves. */
public final class CloseTables {
    /** The figures have the names, types and meanings of {@link MartTables#MONTHLY_KPIS}. */
    public static final LakeTable MONTH_CLOSES = LakeTable.of(
            "ops.month_closes",
            "One close of one month and currency: the figures as closed; is_newest is false for a close that a later one took"
                    + " the place of. catalog_hash is main's commit that was closed.",
            List.of(),
            """
            year_month string required
            currency string required
            closed_at timestamptz required
            run_id string required
            catalog_hash string required
            is_newest boolean required
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
            sessions long required
            conversion_rate decimal(9,6)
            """);

    private CloseTables() {}
}
