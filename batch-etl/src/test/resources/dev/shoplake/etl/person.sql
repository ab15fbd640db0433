-- Somebody who lives in the small shop, whose tables tell more of her than the batch knows.
ALTER TABLE customers ADD email text;
ALTER TABLE orders ADD note text;
INSERT INTO customers (customer_id, country, region, city, postal_code, email) VALUES
    ('person-4711', 'Germany', 'Saxony', 'Leipzig', '04109', 'person-4711@example.org'),
    ('person-4712', 'Germany', 'Saxony', 'Leipzig', '04109', 'kept@example.org');
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, note) VALUES
    ('z1', 'person-4711', 'completed', '2026-01-15 10:00:00', 'EUR', 'for person-4711'),
    ('z2', 'person-4711', 'completed', '2026-02-15 10:00:00', 'EUR', NULL),
    ('z3', 'person-4711', 'on_hold', '2026-02-16 10:00:00', 'EUR', 'for person-4711'),
    ('z4', 'person-4712', 'completed', '2026-02-16 10:00:00', 'EUR', NULL);
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price) VALUES
    ('z1', 1, 'p1', 3, 10), ('z2', 1, 'p2', 1, 7), ('z3', 1, 'p1', 1, 10), ('z4', 1, 'p1', 4, 10);
