-- Orders that a line may belong to.
SELECT order_id, order_timestamp, order_date, size(reasons) > 0 AS is_rejected
FROM checked_orders
