-- severity: error
-- sentence: every extracted row is cleaned, in quarantine or superseded by a newer one of its key
-- Where nothing is superseded, the keys found in the cleaned table are exactly the rows that the run says it has cleaned. Where
-- something is, the row that counts may have been there before.
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(
        table_name, ': ', manifest_rows, ' extracted, ', cleaned, ' cleaned, ', rejected, ' in quarantine, ', superseded, ' superseded'
    ))) AS detail
FROM (
    SELECT
        manifest.table_name,
        manifest.manifest_rows,
        counted.cleaned,
        coalesce(rejects.rejected, 0) AS rejected,
        coalesce(rejects.of_shop, 0) AS rejected_of_shop,
        coalesce(told.rows_in, -1) AS told_in,
        coalesce(told.rows_out, -1) AS told_out,
        coalesce(told.rows_rejected, -1) AS told_rejected,
        coalesce(told.rows_superseded, 0) AS superseded
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
        FROM months_order_items AS lines
        LEFT SEMI JOIN source_order_items AS source
            ON source.order_id = lines.order_id
            AND try_cast(trim(source.add_to_cart_order) AS INT) = lines.add_to_cart_order
    ) AS counted ON counted.table_name = manifest.table_name
    LEFT JOIN (
        SELECT source_table AS table_name, count(*) AS rejected, count_if(coalesce(source, 'shop') = 'shop') AS of_shop
        FROM ops_quarantine
        WHERE run_id = :run
        GROUP BY source_table
    ) AS rejects ON rejects.table_name = manifest.table_name
    LEFT JOIN (SELECT * FROM ops_runs WHERE run_id = :run AND stage = 'clean') AS told
        ON told.table_name = manifest.table_name
) AS balance
WHERE manifest_rows <> told_in
    OR told_in <> told_out + told_rejected + superseded
    OR told_rejected NOT BETWEEN rejected_of_shop AND rejected
    OR cleaned NOT BETWEEN told_out AND told_out + superseded
