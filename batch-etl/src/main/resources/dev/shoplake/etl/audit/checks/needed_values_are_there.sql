-- severity: error
-- sentence: no value is missing that must be there, though a table of an older version may lack it
SELECT CAST(sum(missing) AS BIGINT) AS violations, concat_ws(', ', collect_list(CASE WHEN missing > 0 THEN column_name END)) AS detail
FROM (
    SELECT 'cleaned.customers.source' AS column_name, count(CASE WHEN source IS NULL THEN 1 END) AS missing
    FROM cleaned_customers WHERE customer_id IN (SELECT customer_id FROM source_customers)
    UNION ALL
    SELECT 'cleaned.products.source', count(CASE WHEN source IS NULL THEN 1 END)
    FROM cleaned_products WHERE product_id IN (SELECT product_id FROM source_products)
    UNION ALL
    SELECT 'cleaned.orders.source', count(CASE WHEN source IS NULL THEN 1 END)
    FROM months_orders WHERE order_id IN (SELECT order_id FROM source_orders)
    UNION ALL
    SELECT 'cleaned.order_items.source', count(CASE WHEN source IS NULL THEN 1 END)
    FROM months_order_items WHERE order_id IN (SELECT order_id FROM source_orders)
    UNION ALL
    SELECT 'ops.quarantine.source', count(CASE WHEN source IS NULL THEN 1 END) FROM ops_quarantine WHERE run_id = :run
    UNION ALL
    SELECT 'structured.fact_sales.customer_version_key', count(CASE WHEN customer_version_key IS NULL THEN 1 END) FROM months_fact_sales
    UNION ALL
    SELECT 'structured.dim_customers.version_key', count(CASE WHEN version_key IS NULL THEN 1 END)
    FROM structured_dim_customers
    UNION ALL
    SELECT 'structured.dim_dates.fiscal_year', count(CASE WHEN fiscal_year IS NULL THEN 1 END) FROM structured_dim_dates
    UNION ALL
    SELECT 'marts.monthly_kpis.avg_order_value', count(CASE WHEN avg_order_value IS NULL AND orders > 0 THEN 1 END)
    FROM marts_monthly_kpis
) AS columns
