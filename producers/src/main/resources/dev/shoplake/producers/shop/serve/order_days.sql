-- What stands there beside these days, such as infinity, is no day that an order can be of.
SELECT min(order_timestamp)::date::text, max(order_timestamp)::date::text
FROM orders
WHERE order_timestamp >= '0001-01-02' AND order_timestamp < '9999-12-30'
