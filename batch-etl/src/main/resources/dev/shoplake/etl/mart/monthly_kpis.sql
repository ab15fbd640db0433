-- The month as it is shown: sums are exact and rounded once. Every currency is a ledger of its own, so the buyers of a row
-- are those of its currency. A row exists for each month and currency with a sale or a return.
WITH amounts AS (
    SELECT
        year_month,
        currency,
        sum(gross_sales) AS gross_sales,
        sum(discounts) AS discounts,
        sum(returns_amount) AS returns_amount,
        sum(units) AS units,
        sum(CASE WHEN customer_key IS NOT NULL THEN gross_sales ELSE 0 END) AS identified_gross_sales,
        sum(CASE WHEN customer_key IS NOT NULL THEN returns_amount ELSE 0 END) AS identified_returns_amount
    FROM branch.structured.fact_orders
    GROUP BY year_month, currency
),
sale_orders AS (
    SELECT year_month, currency, order_id, customer_key
    FROM branch.structured.fact_orders
    WHERE sale_lines > 0
),
order_counts AS (
    SELECT year_month, currency, count(*) AS orders, count(customer_key) AS identified_orders
    FROM sale_orders
    GROUP BY year_month, currency
),
buyer_months AS (
    SELECT
        year_month,
        currency,
        orders_in_month,
        row_number() OVER ledger AS months_bought,
        sum(orders_in_month) OVER ledger AS orders_so_far
    FROM (
        SELECT year_month, currency, customer_key, count(*) AS orders_in_month
        FROM sale_orders
        WHERE customer_key IS NOT NULL
        GROUP BY year_month, currency, customer_key
    ) AS bought
    WINDOW ledger AS (PARTITION BY currency, customer_key ORDER BY year_month ROWS UNBOUNDED PRECEDING)
),
buyer_counts AS (
    SELECT
        year_month,
        currency,
        count(*) AS buyers,
        sum(CASE WHEN months_bought = 1 THEN 1 ELSE 0 END) AS new_buyers,
        sum(CASE WHEN orders_in_month >= 2 THEN 1 ELSE 0 END) AS repeat_buyers_in_month,
        -- Whoever reaches the second order in this month
        sum(CASE WHEN orders_so_far >= 2 AND orders_so_far - orders_in_month < 2 THEN 1 ELSE 0 END) AS new_repeat_buyers
    FROM buyer_months
    GROUP BY year_month, currency
),
visits AS (
    SELECT
        year_month,
        count(*) AS sessions,
        count(CASE WHEN has_purchase THEN 1 END) AS sessions_purchased
    FROM branch.structured.fact_sessions
    GROUP BY year_month
),
months AS (
    SELECT
        amounts.*,
        CAST(amounts.year_month || '-01' AS DATE) AS month_start,
        coalesce(order_counts.orders, 0) AS orders,
        coalesce(order_counts.identified_orders, 0) AS identified_orders,
        coalesce(buyer_counts.buyers, 0) AS buyers,
        coalesce(buyer_counts.new_buyers, 0) AS new_buyers,
        coalesce(buyer_counts.repeat_buyers_in_month, 0) AS repeat_buyers_in_month,
        sum(coalesce(buyer_counts.new_buyers, 0)) OVER so_far AS cumulative_buyers,
        sum(coalesce(buyer_counts.new_repeat_buyers, 0)) OVER so_far AS cumulative_repeat_buyers,
        coalesce(visits.sessions, 0) AS sessions,
        coalesce(visits.sessions_purchased, 0) AS sessions_purchased
    FROM amounts
    LEFT JOIN order_counts USING (year_month, currency)
    LEFT JOIN buyer_counts USING (year_month, currency)
    LEFT JOIN visits USING (year_month)
    WINDOW so_far AS (PARTITION BY amounts.currency ORDER BY amounts.year_month ROWS UNBOUNDED PRECEDING)
)
SELECT
    months.year_month,
    months.month_start,
    currency,
    CAST(round(gross_sales, 2) AS DECIMAL(38, 2)) AS gross_sales,
    CAST(round(discounts, 2) AS DECIMAL(38, 2)) AS discounts,
    CAST(round(returns_amount, 2) AS DECIMAL(38, 2)) AS returns_amount,
    CAST(round(gross_sales - discounts - returns_amount, 2) AS DECIMAL(38, 2)) AS net_revenue,
    orders,
    units,
    -- Narrow operands leave the quotient enough places to be rounded once; beyond 24 digits there are few either way
    CAST(round(coalesce(
        try_cast(gross_sales AS DECIMAL(28, 4)) / nullif(CAST(orders AS DECIMAL(10, 0)), 0),
        gross_sales / nullif(CAST(orders AS DECIMAL(10, 0)), 0)
    ), 2) AS DECIMAL(38, 2)) AS avg_order_value,
    CAST(round(identified_gross_sales, 2) AS DECIMAL(38, 2)) AS identified_gross_sales,
    CAST(round(identified_returns_amount, 2) AS DECIMAL(38, 2)) AS identified_returns_amount,
    identified_orders,
    buyers,
    new_buyers,
    buyers - new_buyers AS returning_buyers,
    rate(buyers - new_buyers, buyers) AS returning_rate,
    rate(repeat_buyers_in_month, buyers) AS repeat_rate_in_month,
    cumulative_buyers,
    rate(cumulative_repeat_buyers, cumulative_buyers) AS cumulative_repeat_rate,
    complete_months.month_start IS NOT NULL AS is_complete,
    sessions,
    rate(sessions_purchased, sessions) AS conversion_rate
FROM months
LEFT JOIN complete_months ON complete_months.month_start = months.month_start
