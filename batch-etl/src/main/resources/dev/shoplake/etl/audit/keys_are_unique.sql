SELECT CAST(sum(repeated) AS BIGINT) AS violations, concat_ws(', ', collect_list(CASE WHEN repeated > 0 THEN table_name END)) AS detail
FROM (
    SELECT 'cleaned.customers' AS table_name, count(*) - count(DISTINCT customer_id) AS repeated FROM branch.cleaned.customers
    UNION ALL
    SELECT 'cleaned.customer_keys', 2 * count(*) - count(DISTINCT user_id) - count(DISTINCT customer_key)
    FROM branch.cleaned.customer_keys
    UNION ALL
    SELECT 'cleaned.products', count(*) - count(DISTINCT product_id) FROM branch.cleaned.products
    UNION ALL
    SELECT 'cleaned.orders', count(*) - count(DISTINCT order_id) FROM branch.cleaned.orders
    UNION ALL
    SELECT 'structured.fact_sales', count(*) - count(DISTINCT order_id, line_number) FROM branch.structured.fact_sales
    UNION ALL
    SELECT 'structured.fact_events', count(*) - count(DISTINCT event_id) FROM branch.structured.fact_events
    UNION ALL
    SELECT 'structured.dim_customers', count(*) - count(DISTINCT customer_key)
    FROM branch.structured.dim_customers WHERE is_current
    UNION ALL
    SELECT 'structured.dim_products', count(*) - count(DISTINCT product_id) FROM branch.structured.dim_products
) AS tables
