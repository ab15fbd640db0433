-- severity: error
-- sentence: every table has each key once
-- Of tables with months: in the months that the run has touched, as no other one was written. An order is looked for in all
-- months, as it may have been left behind in the one it came from.
SELECT CAST(sum(repeated) AS BIGINT) AS violations, concat_ws(', ', collect_list(CASE WHEN repeated > 0 THEN table_name END)) AS detail
FROM (
    SELECT 'cleaned.customers' AS table_name, count(*) - count(DISTINCT customer_id) AS repeated FROM cleaned_customers
    UNION ALL
    SELECT 'cleaned.customer_versions', count(*) - count(DISTINCT customer_id, changed_at) FROM cleaned_customer_versions
    UNION ALL
    SELECT 'cleaned.customer_keys', count(*) - count(DISTINCT user_id) FROM cleaned_customer_keys
    UNION ALL
    SELECT 'cleaned.customer_keys (customer_key)', count(*) - count(DISTINCT customer_key) FROM cleaned_customer_keys
    UNION ALL
    SELECT 'cleaned.products', count(*) - count(DISTINCT product_id) FROM cleaned_products
    UNION ALL
    SELECT 'cleaned.orders', count(*) - count(DISTINCT order_id)
    FROM (
        SELECT order_id FROM cleaned_orders WHERE order_id IN (SELECT order_id FROM source_orders)
        UNION ALL
        SELECT order_id FROM months_orders WHERE order_id NOT IN (SELECT coalesce(order_id, '') FROM source_orders)
    ) AS orders
    UNION ALL
    SELECT 'cleaned.order_items', count(*) - count(DISTINCT order_id, add_to_cart_order) FROM months_order_items
    UNION ALL
    SELECT 'structured.dim_customers', count(*) - count(DISTINCT customer_key, valid_from) FROM structured_dim_customers
    UNION ALL
    SELECT 'structured.dim_products', count(*) - count(DISTINCT product_id) FROM structured_dim_products
    UNION ALL
    SELECT 'structured.dim_dates', count(*) - count(DISTINCT date_day) FROM structured_dim_dates
) AS tables
