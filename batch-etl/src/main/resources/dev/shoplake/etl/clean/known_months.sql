-- First days of the months that hold published orders of this run's.
SELECT DISTINCT trunc(order_timestamp, 'MM') AS month_start
FROM published_orders
WHERE order_id IN (SELECT id FROM reach_orders)
