-- The orders that this run answers for, each with all its lines: those it has read something of, and those that the shop
-- does not have any more, at all or on the days of this run.
SELECT order_id AS id FROM source_orders
UNION
SELECT order_id FROM source_order_items
UNION
SELECT source_key FROM source_deleted WHERE source_table = 'orders'
UNION
SELECT order_id
FROM published_orders
WHERE coalesce(source, 'shop') <> 'inbox'
    AND (:kind = 'FULL' OR :kind = 'DAYS' AND order_timestamp >= :from AND order_timestamp < :to)
