-- How many rows the lake holds of each table beside those that the run has taken. A key that was set aside counts once.
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
rejected AS (
    SELECT DISTINCT source_table, id, line FROM known_keys WHERE is_rejected
)
SELECT source_table, count(*) AS row_count
FROM (
    SELECT known.source_table, known.id
    FROM known_keys AS known
    LEFT ANTI JOIN rejected
        ON rejected.source_table = known.source_table AND rejected.id = known.id AND rejected.line = known.line
    WHERE NOT known.is_rejected
    UNION ALL
    SELECT source_table, id FROM rejected
) AS known
LEFT ANTI JOIN taken ON taken.source_table = known.source_table AND taken.id = known.id
GROUP BY source_table
