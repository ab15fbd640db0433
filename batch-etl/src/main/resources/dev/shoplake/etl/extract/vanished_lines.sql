-- Orders that the lake knows by lines alone and the shop does not know at all.
SELECT DISTINCT known.id
FROM known_keys AS known
LEFT ANTI JOIN ids_orders AS orders ON orders.source_key = known.id
LEFT ANTI JOIN ids_order_items AS items ON items.source_key = known.id
WHERE known.source_table = 'order_items'
