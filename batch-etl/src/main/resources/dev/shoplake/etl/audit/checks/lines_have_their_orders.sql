-- severity: error
-- sentence: every order line finds its order, at the order's own time
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(order_id), 1, 5)) AS detail
FROM months_order_items AS items
LEFT ANTI JOIN months_orders AS orders
    ON orders.order_id = items.order_id AND orders.order_timestamp = items.order_timestamp
