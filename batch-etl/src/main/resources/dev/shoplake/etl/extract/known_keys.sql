-- Ids of the shop's rows that the lake holds, cleaned or set aside; a line's id is its order. The branch is as main was when
-- the run began. Rows that only files told of are not among them.
SELECT 'customers' AS source_table, customer_id AS id, '' AS line, CAST(NULL AS DATE) AS order_date, false AS is_rejected
FROM branch.cleaned.customers
WHERE coalesce(source, 'shop') <> 'inbox'
UNION ALL
SELECT 'products', product_id, '', NULL, false
FROM branch.cleaned.products
WHERE coalesce(source, 'shop') <> 'inbox'
UNION ALL
SELECT 'orders', order_id, '', CAST(order_timestamp AS DATE), false
FROM branch.cleaned.orders
WHERE coalesce(source, 'shop') <> 'inbox'
UNION ALL
SELECT 'order_items', order_id, CAST(add_to_cart_order AS STRING), NULL, false
FROM branch.cleaned.order_items
WHERE coalesce(source, 'shop') <> 'inbox'
UNION ALL
SELECT DISTINCT
    source_table,
    CASE WHEN source_table = 'order_items' THEN regexp_replace(source_key, '/[^/]*$', '') ELSE source_key END,
    CASE WHEN source_table = 'order_items' THEN substring_index(source_key, '/', -1) ELSE '' END,
    order_date,
    true
FROM branch.ops.quarantine
WHERE coalesce(source, 'shop') <> 'inbox'
