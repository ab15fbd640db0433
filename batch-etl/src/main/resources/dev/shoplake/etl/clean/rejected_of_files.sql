-- Rows of files that earlier runs have set aside: each until a file has its key again, or the key is known by a right row that
-- is as new. Lines whose order this run has read are judged again, and are not among these.
WITH read AS (
    SELECT 'customers' AS source_table, source_key, row_position FROM checked_customers
    UNION ALL
    SELECT 'products', source_key, row_position FROM checked_products
    UNION ALL
    SELECT 'orders', source_key, row_position FROM checked_orders
    UNION ALL
    SELECT 'order_items', source_key, row_position FROM checked_order_items
),
found AS (
    SELECT 'customers' AS source_table, source_key, updated_at FROM found_customers
    UNION ALL
    SELECT 'products', source_key, updated_at FROM found_products
    UNION ALL
    SELECT 'orders', source_key, updated_at FROM found_orders
)
SELECT
    run_id, window_from, window_to, source_table, source_key, reasons, row_json, order_date, source_file, source
FROM published_quarantine AS aside
LEFT ANTI JOIN (
    SELECT source_table, source_key FROM read WHERE row_position >= 0 AND row_position < 9223372036854775807
) AS dropped USING (source_table, source_key)
LEFT ANTI JOIN found
    ON found.source_table = aside.source_table AND found.source_key = aside.source_key
    AND found.updated_at >= try_cast(get_json_object(aside.row_json, '$.updated_at') AS TIMESTAMP)
WHERE source = 'inbox'
    AND (
        source_table <> 'order_items'
        OR coalesce(get_json_object(row_json, '$.order_id'), '') NOT IN (SELECT coalesce(id, '') FROM reach_orders)
    )
