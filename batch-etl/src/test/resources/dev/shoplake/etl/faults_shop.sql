-- The small shop without the rows that cannot be right, with an order of today and five orders in each of the nine months
-- before this one: enough for checks that compare months.
DELETE FROM order_items WHERE order_id IN ('ghost', 'o8') OR order_id = 'o7' AND add_to_cart_order = 2;
DELETE FROM orders WHERE order_id = 'o8';
UPDATE customers SET updated_at = '2026-01-01 00:00:00+00';
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency)
SELECT 'm' || month || 'n' || number, 'c' || 1 + number % 2, 'completed',
    date_trunc('month', now()::timestamp) - month * interval '1 month' + number * interval '3 days', 'EUR'
FROM generate_series(1, 9) AS month, generate_series(1, 5) AS number
UNION ALL
SELECT 'today', 'c1', 'completed', now()::timestamp, 'EUR';
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount)
SELECT order_id, line, 'p' || line, 1, 3 + line, 0.25
FROM orders, generate_series(1, 2) AS line
WHERE order_id LIKE 'm%' OR order_id = 'today';
