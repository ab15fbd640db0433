-- severity: error
-- sentence: what the shop does not have any more is not in the lake either
-- What files alone have told of is not the shop's.
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(table_name || ' ' || id), 1, 5)) AS detail
FROM (
    -- No id of a person: what is found is kept
    SELECT 'customers' AS table_name, coalesce(known.customer_key, 'without a key') AS id
    FROM cleaned_customers
    LEFT JOIN cleaned_customer_keys AS known ON known.user_id = customer_id
    WHERE coalesce(source, 'shop') <> 'inbox'
        AND (:kind <> 'INCREMENT' OR customer_id IN (SELECT source_key FROM source_deleted WHERE source_table = 'customers'))
        AND customer_id NOT IN (SELECT coalesce(customer_id, '') FROM source_customers WHERE row_source = 'shop')
    UNION ALL
    SELECT 'products', product_id
    FROM cleaned_products
    WHERE coalesce(source, 'shop') <> 'inbox'
        AND (:kind <> 'INCREMENT' OR product_id IN (SELECT source_key FROM source_deleted WHERE source_table = 'products'))
        AND product_id NOT IN (SELECT coalesce(product_id, '') FROM source_products WHERE row_source = 'shop')
    UNION ALL
    SELECT 'orders', order_id
    FROM cleaned_orders
    WHERE coalesce(source, 'shop') <> 'inbox'
        AND (
            :kind = 'FULL'
            OR :kind = 'DAYS' AND order_timestamp >= :from AND order_timestamp < :to
            OR order_id IN (SELECT source_key FROM source_deleted WHERE source_table = 'orders')
        )
        AND order_id NOT IN (SELECT coalesce(order_id, '') FROM source_orders WHERE row_source = 'shop')
) AS left_behind
