-- severity: error
-- sentence: a row in quarantine says why, and is in no cleaned table
-- A wrong row of a file may have the key of a right one, and so may a wrong row of the shop that a file has put right.
-- No id of a person: what is found is kept.
SELECT
    count(*) AS violations,
    concat_ws(', ', slice(collect_set(CASE source_table WHEN 'customers' THEN 'customers' ELSE source_table || ' ' || source_key END), 1, 5))
        AS detail
FROM ops_quarantine
WHERE run_id = :run
    AND (
        reasons IN ('', '[]')
        OR source_table = 'orders' AND coalesce(source, 'shop') = 'shop' AND source_key IN (SELECT order_id FROM months_orders WHERE coalesce(source, 'shop') <> 'inbox')
        OR source_table = 'order_items' AND coalesce(source, 'shop') = 'shop'
            AND source_key IN (SELECT order_id || '/' || add_to_cart_order FROM months_order_items
                WHERE coalesce(source, 'shop') <> 'inbox' AND order_id IN (SELECT get_json_object(row_json, '$.order_id') FROM ops_quarantine WHERE run_id = :run))
    )
