-- Orders, not taken of the shop, that dropped files tell of; and those that the lake has in part from files and in part from
-- the shop: what the shop says of them is compared with its own sums by the audit. An order that only files tell of is not
-- among these.
SELECT DISTINCT files.order_id
FROM (
    SELECT order_id FROM dropped_orders
    UNION ALL
    SELECT order_id FROM dropped_order_items
    UNION ALL
    SELECT order_id FROM branch.cleaned.orders WHERE source = 'inbox_over_shop'
    UNION ALL
    SELECT order_id
    FROM branch.cleaned.order_items
    WHERE source IN ('inbox', 'inbox_over_shop')
        AND order_id NOT IN (SELECT order_id FROM branch.cleaned.orders WHERE source = 'inbox')
) AS files
LEFT ANTI JOIN taken_orders AS orders ON orders.order_id = files.order_id
LEFT ANTI JOIN taken_order_items AS items ON items.order_id = files.order_id
WHERE files.order_id IS NOT NULL
