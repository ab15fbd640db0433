-- PostgreSQL. A shop of benchmark.orders orders in 2023, 2024 and 2025, more of them each month, with 1 to 39 lines and 20 on average.
-- Every value follows from the number of its row: the same shop each time.
CREATE FUNCTION chance(number bigint, salt bigint) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(number, salt) & 1048575)::double precision / 1048576;

INSERT INTO customers (customer_id, country, city, created_at, updated_at)
SELECT
    'c' || number,
    (ARRAY['United Kingdom', 'Germany', 'France', 'Spain', 'Netherlands'])[1 + floor(5 * chance(number, 1) ^ 2)::integer],
    'City ' || floor(200 * chance(number, 2)),
    '2023-01-01 00:00:00+00',
    '2023-01-01 00:00:00+00'
FROM generate_series(1, current_setting('benchmark.orders')::bigint / 20) AS number;

INSERT INTO products (product_id, product_name, department_id, department, category, unit_price, stock, created_at, updated_at)
SELECT
    'p' || number,
    'Product ' || number,
    'd' || number % 8,
    'Department ' || number % 8,
    'Category ' || number % 40,
    round((0.5 + 60 * chance(number, 3) ^ 3)::numeric, 2),
    floor(1000 * chance(number, 4)),
    '2023-01-01 00:00:00+00',
    '2023-01-01 00:00:00+00'
FROM generate_series(1, 5000) AS number;

WITH shop AS (
    SELECT current_setting('benchmark.orders')::bigint AS orders
),
ordered AS (
    SELECT
        number,
        orders,
        date_trunc('second', timestamp '2023-01-01' + interval '1096 days' * power(number::double precision / (orders + 1), 0.75)) AS moment
    FROM shop, generate_series(1, orders) AS number
)
INSERT INTO orders (order_id, customer_id, status, order_timestamp, currency, created_at, updated_at)
SELECT
    'o' || number,
    CASE WHEN chance(number, 5) >= 0.03 THEN 'c' || 1 + floor(orders / 20 * chance(number, 6) ^ 1.5)::bigint END,
    CASE WHEN chance(number, 7) < 0.02 THEN 'returned' WHEN chance(number, 7) < 0.04 THEN 'cancelled' ELSE 'completed' END,
    moment,
    CASE WHEN chance(number, 8) < 0.9 THEN 'GBP' ELSE 'EUR' END,
    moment AT TIME ZONE 'UTC',
    moment AT TIME ZONE 'UTC'
FROM ordered;

-- Filled without its indexes, which is faster
ALTER TABLE order_items DROP CONSTRAINT order_items_pkey;
DROP INDEX order_items_updated_at;

WITH lines AS (
    SELECT
        order_id,
        line,
        1 + floor(5000 * chance(number * 64 + line, 9) ^ 2)::bigint AS product,
        CASE status WHEN 'returned' THEN -1 ELSE 1 END * (1 + floor(12 * chance(number * 64 + line, 10) ^ 3)::bigint) AS quantity,
        chance(number * 64 + line, 11) < 0.1 AS is_reduced,
        created_at
    FROM orders, LATERAL (SELECT substr(order_id, 2)::bigint AS number) AS of_order, generate_series(1, 1 + number * 7 % 39) AS line
)
INSERT INTO order_items (order_id, add_to_cart_order, product_id, quantity, unit_price, discount, created_at, updated_at)
SELECT
    order_id,
    line,
    products.product_id,
    quantity,
    products.unit_price,
    CASE WHEN is_reduced AND quantity > 0 THEN round(quantity * products.unit_price / 10, 2) ELSE 0 END,
    lines.created_at,
    lines.created_at
FROM lines
JOIN products ON products.product_id = 'p' || lines.product;

ALTER TABLE order_items ADD PRIMARY KEY (order_id, add_to_cart_order);
CREATE INDEX order_items_updated_at ON order_items (updated_at);
ANALYZE;
