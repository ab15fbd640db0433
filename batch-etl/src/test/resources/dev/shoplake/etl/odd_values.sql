-- What a database holds and a calendar or a sum does not; and orders of long ago, of a guest and of a customer.
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, updated_at) VALUES
    ('odd end', 'c1', 'completed', 'infinity', 'EUR', now()),
    ('odd start', 'c1', 'completed', '-infinity', 'EUR', now()),
    ('odd none', 'c1', 'completed', '0001-01-01 00:00:00', 'EUR', now()),
    ('odd last', 'c1', 'completed', '9999-12-31 23:59:59', 'EUR', now()),
    ('odd future', 'c1', 'completed', '10000-01-01 00:00:00', 'EUR', now()),
    ('odd age', 'c1', 'completed', '0044-03-15 00:00:00 BC', 'EUR', now()),
    ('odd figures', NULL, 'completed', '2026-01-15 12:00:00', 'EUR', now()),
    ('old guest', NULL, 'completed', '0003-05-05 12:00:00', 'EUR', now()),
    ('old customer', 'c4', 'completed', '1969-07-20 20:17:40', 'EUR', now()),
    ('much', NULL, 'completed', '2026-03-01 00:00:00', 'EUR', now());
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount, updated_at) VALUES
    ('odd end', 1, 'p1', 1, 10, 0, now()),
    ('odd none', 1, 'p1', 1, 10, 0, now()),
    ('odd future', 1, 'p1', 1, 10, 0, now()),
    ('odd figures', 1, 'p1', 1, 'NaN', 0, now()),
    ('odd figures', 2, 'p1', 9223372036854775807, 10, 0, now()),
    ('odd figures', 3, 'p1', -9223372036854775808, 10, 0, now()),
    ('odd figures', 4, 'p1', 1, 10, 'NaN', now()),
    ('odd figures', 5, 'p1', 1, 1, 0, now()),
    ('old guest', 1, 'p1', 1, 2, 0, now()),
    ('old customer', 1, 'p1', 2, 7, 0, now()),
    ('much', 1, 'p1', 99999999999, 99999999999990, 0, now());
