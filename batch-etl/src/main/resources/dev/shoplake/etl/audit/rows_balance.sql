SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(table_name, ': ', manifest_rows, ' extracted, ', cleaned, ' cleaned, ', rejected, ' in quarantine')))
        AS detail
FROM (
    SELECT manifest.table_name, manifest.manifest_rows, counted.cleaned, coalesce(rejects.rejected, 0) AS rejected
    FROM manifest_tables AS manifest
    JOIN (
        SELECT 'customers' AS table_name, count(*) AS cleaned FROM branch.cleaned.customers
        UNION ALL
        SELECT 'products', count(*) FROM branch.cleaned.products
        UNION ALL
        SELECT 'orders', count(*) FROM branch.cleaned.orders WHERE order_timestamp >= :from AND order_timestamp < :to
        UNION ALL
        SELECT 'order_items', count(*) FROM branch.cleaned.order_items
        WHERE order_timestamp >= :from AND order_timestamp < :to
    ) AS counted ON counted.table_name = manifest.table_name
    LEFT JOIN (
        SELECT source_table AS table_name, count(*) AS rejected
        FROM branch.ops.quarantine
        WHERE run_id = :run
        GROUP BY source_table
    ) AS rejects ON rejects.table_name = manifest.table_name
) AS balance
WHERE manifest_rows <> cleaned + rejected
