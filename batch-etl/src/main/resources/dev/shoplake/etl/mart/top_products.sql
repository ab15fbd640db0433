-- Products that were sold or returned, by month and currency, best gross sales first; beside them how many visits of that
-- month viewed, carted and bought the product.
WITH sales AS (
    SELECT
        year_month,
        product_id,
        currency,
        sum(CASE WHEN line_type = 'sale' THEN quantity ELSE 0 END) AS units,
        sum(CASE WHEN line_type = 'sale' THEN amount ELSE 0 END) AS gross_sales,
        sum(CASE WHEN line_type = 'return' THEN -quantity ELSE 0 END) AS returned_units,
        sum(CASE WHEN line_type = 'return' THEN -amount ELSE 0 END) AS returns_amount
    FROM months_fact_sales
    WHERE line_type <> 'none'
    GROUP BY year_month, product_id, currency
),
visits AS (
    SELECT
        date_format(session_date, 'yyyy-MM') AS year_month,
        product_id,
        sum(viewed) AS sessions_viewed,
        sum(carted) AS sessions_carted,
        sum(purchased) AS sessions_purchased
    FROM (
        SELECT
            session_date,
            session_key,
            product_id,
            max(CASE WHEN event_type = 'page_view' THEN 1 ELSE 0 END) AS viewed,
            max(CASE WHEN event_type = 'add_to_cart' THEN 1 ELSE 0 END) AS carted,
            max(CASE WHEN event_type = 'purchase' THEN 1 ELSE 0 END) AS purchased
        FROM months_fact_event_products
        GROUP BY session_date, session_key, product_id
    ) AS products_of_visits
    GROUP BY date_format(session_date, 'yyyy-MM'), product_id
)
SELECT
    sales.year_month,
    CAST(sales.year_month || '-01' AS DATE) AS month_start,
    sales.product_id,
    coalesce(product.product_name, sales.product_id) AS product_name,
    product.category,
    sales.currency,
    sales.units,
    sales.gross_sales,
    sales.returned_units,
    sales.returns_amount,
    rate(sales.returned_units, sales.units) AS return_rate,
    coalesce(visits.sessions_viewed, 0) AS sessions_viewed,
    coalesce(visits.sessions_carted, 0) AS sessions_carted,
    coalesce(visits.sessions_purchased, 0) AS sessions_purchased,
    rate(visits.sessions_carted, visits.sessions_viewed) AS cart_to_view,
    rate(visits.sessions_purchased, visits.sessions_viewed) AS purchase_to_view,
    row_number() OVER (
        PARTITION BY sales.year_month, sales.currency ORDER BY sales.gross_sales DESC, sales.product_id
    ) AS sales_rank
FROM sales
LEFT JOIN visits ON visits.year_month = sales.year_month AND visits.product_id = sales.product_id
LEFT JOIN branch.structured.dim_products AS product ON product.product_id = sales.product_id
ORDER BY year_month, currency, sales_rank
