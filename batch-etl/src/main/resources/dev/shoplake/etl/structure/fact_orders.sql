-- Orders of the months to rebuild, one row each if a line of it counts.
SELECT
    order_id,
    order_date,
    year_month,
    customer_key,
    customer_version_key,
    country,
    currency,
    count(CASE WHEN line_type = 'sale' THEN 1 END) AS sale_lines,
    sum(CASE WHEN line_type = 'sale' THEN quantity ELSE 0 END) AS units,
    sum(CASE WHEN line_type = 'sale' THEN amount ELSE 0 END) AS gross_sales,
    sum(CASE WHEN line_type = 'sale' THEN discount ELSE 0 END) AS discounts,
    sum(CASE WHEN line_type = 'return' THEN -amount ELSE 0 END) AS returns_amount,
    sum(CASE WHEN line_type = 'sale' THEN amount - discount ELSE amount END) AS net_revenue
FROM months_fact_sales
WHERE line_type <> 'none'
GROUP BY order_id, order_date, year_month, customer_key, customer_version_key, country, currency
