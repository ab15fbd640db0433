-- Orders, not taken yet, with another number of lines in the shop than in the lake.
SELECT coalesce(lake.id, shop.source_key) AS order_id
FROM (
    SELECT id, count(DISTINCT line) AS lines
    FROM known_keys
    WHERE source_table = 'order_items'
    GROUP BY id
) AS lake
FULL JOIN ids_order_items AS shop ON shop.source_key = lake.id
LEFT ANTI JOIN taken_orders AS orders ON orders.order_id = coalesce(lake.id, shop.source_key)
LEFT ANTI JOIN taken_order_items AS items ON items.order_id = coalesce(lake.id, shop.source_key)
WHERE NOT lake.lines <=> CAST(shop.lines AS BIGINT)
