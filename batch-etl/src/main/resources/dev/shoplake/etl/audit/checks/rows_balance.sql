-- severity: error
-- sentence: every extracted row is cleaned or in quarantine
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(table_name, ': ', manifest_rows, ' extracted, ', cleaned, ' cleaned, ', rejected, ' in quarantine')))
        AS detail
FROM (
    SELECT manifest.table_name, manifest.manifest_rows, counted.cleaned, coalesce(rejects.rejected, 0) AS rejected
    FROM manifest_tables AS manifest
    JOIN (
        SELECT 'customers' AS table_name, count(*) AS cleaned
        FROM cleaned_customers
        WHERE customer_id IN (SELECT customer_id FROM source_customers)
        UNION ALL
        SELECT 'products', count(*)
        FROM cleaned_products
        WHERE product_id IN (SELECT product_id FROM source_products)
        UNION ALL
        SELECT 'orders', count(*)
        FROM months_orders
        WHERE order_id IN (SELECT order_id FROM source_orders)
        UNION ALL
        SELECT 'order_items', count(*)
        FROM months_order_items
        WHERE coalesce(source, 'shop') = 'shop' AND order_id IN (SELECT order_id FROM source_order_items)
    ) AS counted ON counted.table_name = manifest.table_name
    LEFT JOIN (
        SELECT source_table AS table_name, count(*) AS rejected
        FROM ops_quarantine
        WHERE run_id = :run
        GROUP BY source_table
    ) AS rejects ON rejects.table_name = manifest.table_name
) AS balance
WHERE manifest_rows <> cleaned + rejected
