-- The shop's orders and lines as they are to be: what was staged, else what is there, with derived values where none were
-- given. A column that the file lacks is derived for every row, because one new order may renumber the later ones; a column
-- that the file has is derived for its empty cells alone. The same input gives the same rows, whatever was loaded before.
CREATE TEMPORARY TABLE all_orders ON COMMIT DROP AS
SELECT order_id, customer_id, order_num, status, order_timestamp, currency, total_amount
FROM staged_orders
UNION ALL
SELECT order_id, customer_id,
       CASE WHEN 'order_num' IN (SELECT column_name FROM given_columns) THEN order_num END,
       status, order_timestamp, currency,
       CASE WHEN 'total_amount' IN (SELECT column_name FROM given_columns) THEN total_amount END
FROM orders
WHERE NOT EXISTS (SELECT FROM staged_orders WHERE staged_orders.order_id = orders.order_id);

CREATE TEMPORARY TABLE all_order_items ON COMMIT DROP AS
SELECT order_id, add_to_cart_order, product_id, quantity, unit_price, discount, reordered, days_since_prior_order
FROM staged_order_items
UNION ALL
SELECT order_id, add_to_cart_order, product_id, quantity, unit_price, discount,
       CASE WHEN 'reordered' IN (SELECT column_name FROM given_columns) THEN reordered END,
       CASE WHEN 'days_since_prior_order' IN (SELECT column_name FROM given_columns) THEN days_since_prior_order END
FROM order_items
WHERE NOT EXISTS (
    SELECT FROM staged_order_items staged
    WHERE staged.order_id = order_items.order_id AND staged.add_to_cart_order = order_items.add_to_cart_order);

ANALYZE all_orders, all_order_items;

-- Guests have no first order and no prior one. Calendar days of the shop, not 24 hours.
CREATE TEMPORARY TABLE order_sequence ON COMMIT DROP AS
SELECT order_id, customer_id,
       row_number() OVER by_time AS place,
       order_timestamp::DATE - lag(order_timestamp::DATE) OVER by_time AS days_since_prior_order
FROM all_orders
WHERE customer_id IS NOT NULL
WINDOW by_time AS (PARTITION BY customer_id ORDER BY order_timestamp, order_id COLLATE "C");

ANALYZE order_sequence;

-- A line without quantity or price adds nothing to its order.
CREATE TEMPORARY TABLE complete_orders ON COMMIT DROP AS
SELECT order_id, customer_id, coalesce(order_num, place) AS order_num, status, order_timestamp, currency,
       coalesce(total_amount, lines_amount) AS total_amount
FROM all_orders
LEFT JOIN (SELECT order_id, place FROM order_sequence) AS sequence USING (order_id)
LEFT JOIN (
    SELECT order_id, sum(quantity * unit_price - discount) AS lines_amount FROM all_order_items GROUP BY order_id
) AS totals USING (order_id);

CREATE TEMPORARY TABLE complete_order_items ON COMMIT DROP AS
SELECT order_id, add_to_cart_order, product_id, quantity, unit_price, discount,
       coalesce(lines.reordered,
                CASE WHEN customer_id IS NOT NULL
                     THEN min(place) OVER (PARTITION BY customer_id, product_id) < place END) AS reordered,
       coalesce(lines.days_since_prior_order, sequence.days_since_prior_order) AS days_since_prior_order
FROM all_order_items AS lines
LEFT JOIN order_sequence AS sequence USING (order_id);

CREATE TEMPORARY VIEW complete_customers AS
SELECT customer_id, country, region, city, postal_code FROM staged_customers;

CREATE TEMPORARY VIEW complete_products AS
SELECT product_id, product_name, department_id, department, category, is_product, unit_price, stock FROM staged_products;

ANALYZE complete_orders, complete_order_items;
