-- First days of the months with sales of products that are now called or sorted otherwise than is published.
SELECT DISTINCT trunc(sales.order_date, 'MM') AS month_start
FROM branch.structured.fact_sales AS sales
WHERE sales.product_id IN (
    SELECT coalesce(now.product_id, before.product_id)
    FROM branch.structured.dim_products AS now
    FULL JOIN published_dim_products AS before ON before.product_id = now.product_id
    WHERE NOT (struct(now.product_name, now.category) <=> struct(before.product_name, before.category))
)
