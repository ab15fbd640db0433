-- Every row that cannot be right, as it came, with all its reasons.
SELECT
    :run AS run_id,
    :from AS window_from,
    :to AS window_to,
    source_table,
    source_key,
    to_json(reasons) AS reasons,
    row_json,
    order_date
FROM (
    SELECT 'customers' AS source_table, source_key, reasons, row_json, order_date FROM checked_customers
    UNION ALL
    SELECT 'products', source_key, reasons, row_json, order_date FROM checked_products
    UNION ALL
    SELECT 'orders', source_key, reasons, row_json, order_date FROM checked_orders
    UNION ALL
    SELECT 'order_items', source_key, reasons, row_json, order_date FROM checked_order_items
) AS checked
WHERE size(reasons) > 0
