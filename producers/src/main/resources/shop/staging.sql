-- What a load has read and not yet compared with the shop. line: where the row stands in its file.
CREATE TEMPORARY TABLE staged_customers AS
SELECT 0::BIGINT AS line, customer_id, country, region, city, postal_code FROM customers WITH NO DATA;

CREATE TEMPORARY TABLE staged_products AS
SELECT 0::BIGINT AS line, product_id, product_name, department_id, department, category, is_product, unit_price, stock
FROM products WITH NO DATA;

CREATE TEMPORARY TABLE staged_orders AS
SELECT 0::BIGINT AS line, order_id, customer_id, order_num, status, order_timestamp, currency, total_amount
FROM orders WITH NO DATA;

CREATE TEMPORARY TABLE staged_order_items AS
SELECT 0::BIGINT AS line, order_id, add_to_cart_order, product_id, quantity, unit_price, discount, reordered,
       days_since_prior_order
FROM order_items WITH NO DATA;

-- Columns that the files give and that are derived when they do not.
CREATE TEMPORARY TABLE given_columns (column_name TEXT PRIMARY KEY);
