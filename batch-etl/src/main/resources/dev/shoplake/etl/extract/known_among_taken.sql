-- How many rows the lake holds of what the run has taken, by table. A key that was set aside counts once.
WITH taken AS (
    SELECT 'customers' AS source_table, customer_id AS id FROM taken_customers
    UNION ALL
    SELECT 'products', product_id FROM taken_products
    UNION ALL
    SELECT 'orders', order_id FROM taken_orders
    UNION ALL
    SELECT 'order_items', order_id FROM taken_orders
    UNION ALL
    SELECT DISTINCT 'order_items', order_id FROM taken_order_items
),
known AS (
    SELECT source_table, id FROM known_keys WHERE NOT is_rejected AND source_table <> 'order_items'
    UNION ALL
    SELECT 'order_items', order_id FROM lines_of_taken_months WHERE coalesce(source, 'shop') <> 'inbox'
    UNION ALL
    SELECT source_table, id
    FROM (
        SELECT DISTINCT source_table, id, line FROM known_keys WHERE is_rejected
    ) AS rejected
)
SELECT source_table, count(*) AS row_count
FROM known
LEFT SEMI JOIN taken ON taken.source_table = known.source_table AND taken.id = known.id
GROUP BY source_table
