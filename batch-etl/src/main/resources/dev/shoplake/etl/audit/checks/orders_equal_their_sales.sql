-- severity: error
-- sentence: every order is the sum of its sales and returns
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(coalesce(orders.order_id, sales.order_id)), 1, 5)) AS detail
FROM (
    SELECT
        order_id,
        max(order_date) AS order_date,
        max(currency) AS currency,
        max(customer_key) AS customer_key,
        count(CASE WHEN line_type = 'sale' THEN 1 END) AS sale_lines,
        sum(CASE WHEN line_type = 'sale' THEN quantity ELSE 0 END) AS units,
        sum(CASE WHEN line_type = 'sale' THEN amount ELSE 0 END) AS gross_sales,
        sum(CASE WHEN line_type = 'sale' THEN discount ELSE 0 END) AS discounts,
        -sum(CASE WHEN line_type = 'return' THEN amount ELSE 0 END) AS returns_amount
    FROM months_fact_sales
    WHERE line_type IN ('sale', 'return')
    GROUP BY order_id
) AS sales
FULL JOIN months_fact_orders AS orders ON orders.order_id = sales.order_id
WHERE coalesce(
    orders.order_date <> sales.order_date
        OR orders.currency <> sales.currency
        OR NOT orders.customer_key <=> sales.customer_key
        OR orders.sale_lines <> sales.sale_lines
        OR orders.units <> sales.units
        OR orders.gross_sales <> sales.gross_sales
        OR orders.discounts <> sales.discounts
        OR orders.returns_amount <> sales.returns_amount
        OR orders.net_revenue <> sales.gross_sales - sales.discounts - sales.returns_amount,
    true
)
