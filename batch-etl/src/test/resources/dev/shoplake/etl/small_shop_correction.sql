-- January, corrected later: o1 has one cup more, o2 is gone, o9 came late.
UPDATE order_items SET quantity = 3, updated_at = now() WHERE order_id = 'o1' AND product_id = 'p1';
DELETE FROM order_items WHERE order_id = 'o2';
DELETE FROM orders WHERE order_id = 'o2';
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, updated_at) VALUES
    ('o9', NULL, 'completed', '2026-01-25 10:00:00', 'EUR', now());
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, updated_at) VALUES
    ('o9', 1, 'p2', 2, 5, now());
