-- Sales by day and currency, exact, of the months to rebuild.
SELECT
    order_date AS date_day,
    CAST(date_trunc('MONTH', order_date) AS DATE) AS month_start,
    year_month,
    currency,
    sum(CASE WHEN line_type = 'sale' THEN amount ELSE 0 END) AS gross_sales,
    sum(CASE WHEN line_type = 'sale' THEN discount ELSE 0 END) AS discounts,
    sum(CASE WHEN line_type = 'return' THEN -amount ELSE 0 END) AS returns_amount,
    sum(CASE WHEN line_type = 'sale' THEN amount - discount ELSE amount END) AS net_revenue,
    count(DISTINCT CASE WHEN line_type = 'sale' THEN order_id END) AS orders,
    sum(CASE WHEN line_type = 'sale' THEN quantity ELSE 0 END) AS units,
    count(DISTINCT CASE WHEN line_type = 'sale' THEN customer_key END) AS buyers
FROM months_fact_sales
WHERE line_type <> 'none'
GROUP BY order_date, year_month, currency
ORDER BY date_day, currency
