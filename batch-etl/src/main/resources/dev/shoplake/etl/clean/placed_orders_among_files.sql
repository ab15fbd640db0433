-- Orders that a line may belong to, where several rows may tell of one: the right one counts.
SELECT order_id, order_timestamp, order_date, false AS is_rejected FROM found_orders
UNION ALL
SELECT wrong.order_id, max(wrong.order_timestamp), max(wrong.order_date), true
FROM checked_orders AS wrong
LEFT ANTI JOIN found_orders AS found ON found.order_id = wrong.order_id
WHERE wrong.order_id IS NOT NULL
GROUP BY wrong.order_id
