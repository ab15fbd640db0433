-- severity: error
-- sentence: every sale has the status, the currency and the customer of its order
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(sales.order_id), 1, 5)) AS detail
FROM (SELECT DISTINCT order_id, status, currency, customer_key FROM months_fact_sales) AS sales
LEFT JOIN (
    SELECT orders.order_id, orders.status, orders.currency, known.customer_key
    FROM months_orders AS orders
    LEFT JOIN cleaned_customer_keys AS known ON known.user_id = orders.customer_id
) AS orders ON orders.order_id = sales.order_id
WHERE NOT (
    struct(sales.order_id, sales.status, sales.currency, sales.customer_key)
    <=> struct(orders.order_id, orders.status, orders.currency, orders.customer_key)
)
