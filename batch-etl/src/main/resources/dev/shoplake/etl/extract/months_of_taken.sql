-- First days of the months in which the lake has orders that the run has taken something of: there are all their lines.
SELECT DISTINCT trunc(order_timestamp, 'MM')
FROM branch.cleaned.orders
WHERE order_id IN (SELECT order_id FROM taken_orders UNION SELECT order_id FROM taken_order_items)
