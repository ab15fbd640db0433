-- A shop of nine orders in two months and two currencies: guests, returns, stock corrections, and rows that cannot be right.
INSERT INTO customers (customer_id, country) VALUES ('c1', ' Germany '), ('c2', 'France');
INSERT INTO products (product_id, product_name, category, is_product, unit_price) VALUES
    ('p1', 'Cup', 'Kitchen', true, 10),
    ('p2', 'Hat', 'Clothes', true, 5.255);
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency) VALUES
    ('o1', 'c1', ' Shipped ', '2026-01-10 10:00:00', 'EUR'),
    ('o2', 'c1', 'completed', '2026-01-20 11:00:00', 'EUR'),
    ('o3', '', 'completed', '2026-01-20 12:00:00', 'EUR'),
    ('o4', 'c2', 'cancelled', '2026-01-21 10:00:00', 'EUR'),
    ('r1', 'c1', 'returned', '2026-02-01 09:00:00', 'EUR'),
    ('o5', 'c2', 'created', '2026-02-10 10:00:00', 'USD'),
    ('o6', 'c2', 'delivered', '2026-02-11 10:00:00', NULL),
    ('o7', 'c3', 'completed', '2026-02-28 23:59:59', 'EUR'),
    ('o8', 'c1', 'on_hold', '2026-02-12 10:00:00', 'EUR');
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount) VALUES
    ('o1', 1, 'p1', 2, 10, 1.50),
    ('o1', 2, 'p2', 1, 5.255, 0),
    ('o2', 1, 'p1', 1, 10, 0),
    ('o3', 1, 'p9', 3, 2, 0),
    ('o3', 2, 'p1', -1, 10, 0),
    ('o3', 3, 'p2', 5, 0, 0),
    ('o4', 1, 'p1', 100, 10, 0),
    ('r1', 1, 'p1', -1, 10, 0),
    ('o5', 1, 'p2', 1, 7, 0),
    ('o6', 1, 'p1', 1, 10, 0),
    ('o7', 1, 'p1', 2, 10, 0),
    ('o7', 2, 'p1', NULL, NULL, 0),
    ('o8', 1, 'p1', 1, 10, 0),
    ('ghost', 1, 'p1', 1, 1, 0);
