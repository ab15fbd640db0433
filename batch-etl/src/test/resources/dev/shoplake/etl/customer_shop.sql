-- Customers in three currencies, each order of one line: who came back when, who returned what, and who only returned.
-- The first letter of an order is its customer, x is a guest.
INSERT INTO products (product_id, product_name) VALUES ('p1', 'Cup'), ('p2', 'Hat'), ('p3', 'Tie');
CREATE TEMPORARY TABLE sold (order_id text, order_day date, quantity bigint, unit_price numeric(18, 4), discount numeric(18, 4), currency text);
INSERT INTO sold VALUES
    ('a1', '2025-01-31', 1, 100, 10, 'EUR'),
    ('a2', '2025-02-27', 1, 20, 0, 'EUR'),
    ('a3', '2025-02-28', 1, 40, 0, 'EUR'),
    ('a4', '2025-04-29', 1, 5, 0, 'EUR'),
    ('a5', '2025-04-30', 1, 7, 0, 'EUR'),
    ('a6', '2026-01-30', -1, 30, 0, 'EUR'),
    ('a7', '2026-01-31', 1, 3, 0, 'EUR'),
    ('a8', '2026-01-01', 1, 500, 0, 'USD'),
    ('b1', '2025-03-01', -1, 8, 0, 'EUR'),
    ('b2', '2025-03-31', 1, 50, 0, 'EUR'),
    ('b3', '2025-03-31', 1, 25, 0, 'EUR'),
    ('c1', '2025-04-01', 1, 10, 0, 'EUR'),
    ('d1', '2025-06-01', -1, 12, 0, 'EUR'),
    ('e1', '2026-03-01', 1, 60, 0, 'EUR'),
    ('e2', '2026-03-29', 1, 15, 0, 'EUR'),
    ('f1', '2026-02-28', 1, 30, 0, 'EUR'),
    ('g1', '2026-03-01', 1, 0, 0, 'EUR'),
    ('p1', '2026-02-16', 1, 10, 0, 'GBP'),
    ('p2', '2026-03-05', 1, 10, 0, 'GBP'),
    ('q1', '2026-03-03', 1, 40, 0, 'GBP'),
    ('r1', '2026-02-01', 1, 25, 0, 'GBP'),
    ('r2', '2026-02-02', 1, 25, 0, 'GBP'),
    ('r3', '2026-02-03', 1, 25, 0, 'GBP'),
    ('r4', '2026-03-01', 1, 25, 0, 'GBP'),
    ('s1', '2026-02-10', 1, 4, 0, 'GBP'),
    ('s2', '2026-02-11', 1, 4, 0, 'GBP'),
    ('s3', '2026-03-02', 1, 4, 0, 'GBP'),
    ('t1', '2026-02-15', 1, 30, 0, 'GBP'),
    ('t2', '2026-03-04', 1, 30, 0, 'GBP'),
    ('x1', '2025-05-05', 1, 1000, 0, 'EUR'),
    ('x2', '2026-03-30', -1, 1, 0, 'EUR');
INSERT INTO customers (customer_id) SELECT DISTINCT left(order_id, 1) FROM sold WHERE left(order_id, 1) <> 'x';
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency)
SELECT order_id, nullif(left(order_id, 1), 'x'), CASE WHEN quantity < 0 THEN 'returned' ELSE 'completed' END, order_day + time '12:00', currency
FROM sold;
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount)
SELECT order_id, 1, 'p1', quantity, unit_price, discount FROM sold;
