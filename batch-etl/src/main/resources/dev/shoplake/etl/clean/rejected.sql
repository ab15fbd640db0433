-- Every row that cannot be right, as it came, with all its reasons; and those set aside by earlier runs that this one does
-- not answer for.
SELECT
    :run AS run_id,
    :from AS window_from,
    :to AS window_to,
    source_table,
    source_key,
    to_json(reasons) AS reasons,
    row_json,
    order_date,
    source_file,
    CASE WHEN source = 'shop' THEN 'shop' ELSE 'inbox' END AS source
FROM (
    SELECT 'customers' AS source_table, source_key, reasons, to_json(source_row) AS row_json, order_date, source_file, source
    FROM checked_customers
    UNION ALL
    SELECT 'products', source_key, reasons, to_json(source_row), order_date, source_file, source FROM checked_products
    UNION ALL
    SELECT 'orders', source_key, reasons, to_json(source_row), order_date, source_file, source FROM checked_orders
    UNION ALL
    SELECT 'order_items', source_key, reasons, to_json(source_row), order_date, source_file, source
    FROM checked_order_items
) AS checked
WHERE size(reasons) > 0
UNION ALL
SELECT
    run_id, window_from, window_to, source_table, source_key, reasons, row_json, order_date, source_file, source
FROM published_quarantine
WHERE coalesce(source, 'shop') = 'shop'
    AND CASE
        WHEN :kind = 'FULL' THEN false
        WHEN :kind = 'DAYS' AND (order_date IS NULL OR order_date >= :from AND order_date < :to) THEN false
        WHEN source_table = 'customers' THEN source_key NOT IN (SELECT coalesce(id, '') FROM reach_customers)
        WHEN source_table = 'products' THEN source_key NOT IN (SELECT coalesce(id, '') FROM reach_products)
        ELSE coalesce(get_json_object(row_json, '$.order_id'), '') NOT IN (SELECT coalesce(id, '') FROM reach_orders)
    END
