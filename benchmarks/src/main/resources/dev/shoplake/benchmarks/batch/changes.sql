-- PostgreSQL. One order in a hundred: of ten, six of the newest month go on to another status, three are new, and one, a year
-- old, has a line corrected.
UPDATE orders
SET status = 'delivered', updated_at = now()
WHERE order_id IN (
    SELECT order_id
    FROM orders
    WHERE order_timestamp >= '2025-12-01' AND status = 'completed'
    ORDER BY order_timestamp DESC
    LIMIT current_setting('benchmark.orders')::bigint * 6 / 1000
);

CREATE TEMPORARY TABLE pattern AS
SELECT order_id
FROM orders
WHERE order_timestamp >= '2025-12-01'
ORDER BY order_timestamp DESC
LIMIT current_setting('benchmark.orders')::bigint * 3 / 1000;

INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, created_at, updated_at)
SELECT 'new-' || order_id, customer_id, status, order_timestamp, currency, now(), now()
FROM orders
JOIN pattern USING (order_id);

INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount, created_at, updated_at)
SELECT 'new-' || order_id, add_to_cart_order, product_id, quantity, unit_price, discount, now(), now()
FROM order_items
JOIN pattern USING (order_id);

UPDATE order_items
SET unit_price = unit_price + 0.5, updated_at = now()
WHERE add_to_cart_order = 1 AND order_id IN (
    SELECT order_id
    FROM orders
    WHERE order_timestamp >= '2024-12-01' AND order_timestamp < '2025-01-01'
    ORDER BY order_id
    LIMIT current_setting('benchmark.orders')::bigint / 1000
);

ANALYZE;
