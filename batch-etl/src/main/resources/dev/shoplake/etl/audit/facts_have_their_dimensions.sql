SELECT
    count(*) AS violations,
    concat_ws(', ', slice(collect_set(dimension || ' ' || member), 1, 5)) AS detail
FROM (
    SELECT 'product' AS dimension, product_id AS member
    FROM branch.structured.fact_sales
    LEFT ANTI JOIN branch.structured.dim_products AS dimension USING (product_id)
    UNION ALL
    SELECT 'customer', customer_key
    FROM branch.structured.fact_sales
    LEFT ANTI JOIN branch.structured.dim_customers AS dimension USING (customer_key)
    WHERE customer_key IS NOT NULL
    UNION ALL
    SELECT 'day', CAST(order_date AS STRING)
    FROM (SELECT DISTINCT order_date FROM branch.structured.fact_sales) AS days
    LEFT ANTI JOIN branch.structured.dim_dates AS dimension ON dimension.date_day = days.order_date
) AS lost
