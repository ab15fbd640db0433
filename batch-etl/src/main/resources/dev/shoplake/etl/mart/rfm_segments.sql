-- Known customers with a sale, by ledger (a currency), each scored from 1 to 5 in how lately, how often and for how much.
-- Quintiles cut through customers with equal measures; ties are decided by the other measures and only then by the key,
-- so that a score does not hang on chance. docs/kpi.md has the segments as a table.
WITH ledgers AS (
    SELECT currency, date_add(max(order_date), 1) AS reference_day
    FROM branch.structured.fact_orders AS fact_orders
    WHERE sale_lines > 0
    GROUP BY currency
),
customers AS (
    SELECT
        currency,
        customer_key,
        max(CASE WHEN sale_lines > 0 THEN order_date END) AS last_order_day,
        sum(CASE WHEN sale_lines > 0 THEN 1 ELSE 0 END) AS orders,
        sum(net_revenue) AS net_revenue
    FROM branch.structured.fact_orders AS fact_orders
    WHERE customer_key IS NOT NULL
    GROUP BY currency, customer_key
    HAVING sum(sale_lines) > 0
),
scored AS (
    SELECT
        *,
        ntile(5) OVER (PARTITION BY currency ORDER BY last_order_day, orders, net_revenue, customer_key) AS recency_score,
        ntile(5) OVER (PARTITION BY currency ORDER BY orders, net_revenue, last_order_day, customer_key) AS frequency_score,
        ntile(5) OVER (PARTITION BY currency ORDER BY net_revenue, orders, last_order_day, customer_key) AS monetary_score
    FROM customers
)
SELECT
    customer_key,
    currency,
    -- The first that fits
    CASE
        WHEN recency_score >= 4 AND orders = 1 THEN 'new'
        WHEN recency_score >= 4 AND frequency_score >= 4 AND monetary_score >= 4 THEN 'champions'
        WHEN recency_score >= 3 AND frequency_score >= 4 AND orders > 1 THEN 'loyal'
        WHEN recency_score >= 4 THEN 'potential_loyalists'
        WHEN recency_score = 3 THEN 'needs_attention'
        WHEN frequency_score >= 4 AND monetary_score >= 4 AND orders > 1 THEN 'cannot_lose'
        WHEN frequency_score >= 3 AND orders > 1 THEN 'at_risk'
        ELSE 'hibernating'
    END AS segment,
    recency_score,
    frequency_score,
    monetary_score,
    last_order_day,
    datediff(reference_day, last_order_day) AS recency_days,
    orders,
    net_revenue
FROM scored
JOIN ledgers USING (currency)
ORDER BY currency, segment, customer_key
