-- severity: error
-- sentence: what a customer is worth is the sum of its orders, and whoever bought has a segment
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(concat_ws(' ', customer_key, currency)), 1, 5)) AS detail
FROM (
    SELECT
        customer_key,
        currency,
        count(CASE WHEN sale_lines > 0 THEN 1 END) AS orders,
        sum(net_revenue) AS net_revenue,
        max(CASE WHEN sale_lines > 0 THEN order_date END) AS last_order_day
    FROM structured_fact_orders
    WHERE customer_key IS NOT NULL
    GROUP BY customer_key, currency
) AS facts
FULL JOIN marts_customer_ltv AS worth USING (customer_key, currency)
FULL JOIN marts_rfm_segments AS segments USING (customer_key, currency)
WHERE NOT (
    struct(worth.orders, worth.net_revenue, worth.last_order_day) <=> struct(facts.orders, facts.net_revenue, facts.last_order_day)
)
    OR facts.orders > 0 AND NOT (
        struct(segments.orders, segments.net_revenue, segments.last_order_day)
        <=> struct(facts.orders, facts.net_revenue, facts.last_order_day)
    )
    OR facts.orders = 0 AND segments.segment IS NOT NULL
    OR segments.recency_score NOT BETWEEN 1 AND 5
    OR segments.frequency_score NOT BETWEEN 1 AND 5
    OR segments.monetary_score NOT BETWEEN 1 AND 5
