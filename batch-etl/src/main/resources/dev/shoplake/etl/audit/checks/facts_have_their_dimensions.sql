-- severity: error
-- sentence: every sale finds its product, customer and day
SELECT
    count(*) AS violations,
    concat_ws(', ', slice(collect_set(dimension || ' ' || member), 1, 5)) AS detail
FROM (
    SELECT 'product' AS dimension, product_id AS member
    FROM months_fact_sales
    LEFT ANTI JOIN structured_dim_products AS dimension USING (product_id)
    UNION ALL
    SELECT 'customer version', coalesce(customer_version_key, 'none')
    FROM months_fact_sales AS sales
    LEFT ANTI JOIN structured_dim_customers AS dimension
        ON dimension.version_key = sales.customer_version_key
        AND dimension.customer_key = coalesce(sales.customer_key, 'guest')
    UNION ALL
    SELECT 'customer version of order', customer_version_key
    FROM months_fact_orders AS orders
    LEFT ANTI JOIN structured_dim_customers AS dimension
        ON dimension.version_key = orders.customer_version_key
        AND dimension.customer_key = coalesce(orders.customer_key, 'guest')
    UNION ALL
    SELECT 'day', CAST(order_date AS STRING)
    FROM (SELECT DISTINCT order_date FROM months_fact_sales) AS days
    LEFT ANTI JOIN structured_dim_dates AS dimension ON dimension.date_day = days.order_date
) AS lost
