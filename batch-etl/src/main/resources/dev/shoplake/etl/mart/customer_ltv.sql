-- Known customers by ledger (a currency), and what each was worth so many months after the first order. Windows begin on
-- the day of that order: what was returned before it belongs to a sale that the ledger does not know. A value is empty
-- until its months are over, so that customers compare.
WITH ledgers AS (
    SELECT currency, max(order_date) AS last_day
    FROM branch.structured.fact_orders AS fact_orders
    GROUP BY currency
),
known AS (
    SELECT
        currency,
        customer_key,
        order_date,
        sale_lines,
        net_revenue,
        min(CASE WHEN sale_lines > 0 THEN order_date END) OVER (PARTITION BY currency, customer_key) AS first_order_day
    FROM branch.structured.fact_orders AS fact_orders
    WHERE customer_key IS NOT NULL
),
customers AS (
    SELECT
        currency,
        customer_key,
        first_order_day,
        max(CASE WHEN sale_lines > 0 THEN order_date END) AS last_order_day,
        sum(CASE WHEN sale_lines > 0 THEN 1 ELSE 0 END) AS orders,
        sum(net_revenue) AS net_revenue,
        sum(CASE WHEN order_date >= first_order_day AND order_date < add_months(first_order_day, 1) THEN net_revenue ELSE 0 END)
            AS within_1_month,
        sum(CASE WHEN order_date >= first_order_day AND order_date < add_months(first_order_day, 3) THEN net_revenue ELSE 0 END)
            AS within_3_months,
        sum(CASE WHEN order_date >= first_order_day AND order_date < add_months(first_order_day, 6) THEN net_revenue ELSE 0 END)
            AS within_6_months,
        sum(CASE WHEN order_date >= first_order_day AND order_date < add_months(first_order_day, 12) THEN net_revenue ELSE 0 END)
            AS within_12_months
    FROM known
    GROUP BY currency, customer_key, first_order_day
)
SELECT
    customer_key,
    currency,
    date_format(first_order_day, 'yyyy-MM') AS cohort_month,
    CAST(date_trunc('MONTH', first_order_day) AS DATE) AS cohort_start,
    first_order_day,
    last_order_day,
    orders,
    net_revenue,
    -- The last day of a window is the one before this
    CASE WHEN add_months(first_order_day, 1) <= date_add(last_day, 1) THEN within_1_month END AS value_1_month,
    CASE WHEN add_months(first_order_day, 3) <= date_add(last_day, 1) THEN within_3_months END AS value_3_months,
    CASE WHEN add_months(first_order_day, 6) <= date_add(last_day, 1) THEN within_6_months END AS value_6_months,
    CASE WHEN add_months(first_order_day, 12) <= date_add(last_day, 1) THEN within_12_months END AS value_12_months
FROM customers
JOIN ledgers USING (currency)
ORDER BY currency, first_order_day, customer_key
