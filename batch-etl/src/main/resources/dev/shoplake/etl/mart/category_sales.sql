-- Sales by category, country, month and currency, exact; what has no category or country is Unknown.
SELECT
    sales.year_month,
    CAST(sales.year_month || '-01' AS DATE) AS month_start,
    coalesce(product.category, 'Unknown') AS category,
    coalesce(sales.country, 'Unknown') AS country,
    sales.currency,
    sum(CASE WHEN sales.line_type = 'sale' THEN sales.amount ELSE 0 END) AS gross_sales,
    sum(CASE WHEN sales.line_type = 'sale' THEN sales.discount ELSE 0 END) AS discounts,
    sum(CASE WHEN sales.line_type = 'return' THEN -sales.amount ELSE 0 END) AS returns_amount,
    sum(CASE WHEN sales.line_type = 'sale' THEN sales.amount - sales.discount ELSE sales.amount END) AS net_revenue,
    sum(CASE WHEN sales.line_type = 'sale' THEN sales.quantity ELSE 0 END) AS units
FROM months_fact_sales AS sales
LEFT JOIN branch.structured.dim_products AS product ON product.product_id = sales.product_id
WHERE sales.line_type <> 'none'
GROUP BY sales.year_month, coalesce(product.category, 'Unknown'), coalesce(sales.country, 'Unknown'), sales.currency
ORDER BY year_month, category, country, currency
