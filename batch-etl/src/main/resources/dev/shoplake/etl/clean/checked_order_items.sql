-- Order lines with typed columns and their order's time; reasons says why a row cannot be right.
-- A line without value (price 0 or negative, quantity of the wrong sign) is right: it is a stock correction. A product that
-- the shop does not list is right too: it was sold.
SELECT /*+ BROADCAST(placed) */
    source.order_id,
    try_cast(trim(source.add_to_cart_order) AS INT) AS add_to_cart_order,
    placed.order_timestamp,
    source.product_id,
    source._units AS quantity,
    try_cast(trim(source.unit_price) AS DECIMAL(18, 4)) AS unit_price,
    try_cast(coalesce(nullif(trim(source.discount), ''), '0') AS DECIMAL(18, 4)) AS discount,
    try_cast(trim(source.reordered) AS BOOLEAN) AS reordered,
    try_cast(trim(source.days_since_prior_order) AS INT) AS days_since_prior_order,
    try_cast(source.created_at AS TIMESTAMP) AS created_at,
    try_cast(source.updated_at AS TIMESTAMP) AS updated_at,
    array_compact(array(
        CASE
            WHEN coalesce(trim(source.order_id), '') = '' THEN 'order_id is missing'
            WHEN placed.order_id IS NULL THEN 'order is unknown'
            WHEN placed.is_rejected THEN 'order is in quarantine'
        END,
        CASE
            WHEN coalesce(trim(source.add_to_cart_order), '') = '' THEN 'add_to_cart_order is missing'
            WHEN try_cast(trim(source.add_to_cart_order) AS INT) IS NULL
                THEN 'add_to_cart_order is not a whole number: ' || source.add_to_cart_order
        END,
        CASE WHEN coalesce(trim(source.product_id), '') = '' THEN 'product_id is missing' END,
        CASE
            WHEN coalesce(trim(source.quantity), '') = '' THEN 'quantity is missing'
            WHEN source._units IS NULL THEN 'quantity is not a whole number: ' || source.quantity
            WHEN source._units NOT BETWEEN -999999999999 AND 999999999999
                THEN 'quantity has more than 12 digits: ' || source.quantity
        END,
        CASE
            WHEN coalesce(trim(source.unit_price), '') = '' THEN 'unit_price is missing'
            WHEN try_cast(trim(source.unit_price) AS DECIMAL(18, 4)) IS NULL
                THEN 'unit_price is not an amount: ' || source.unit_price
        END,
        CASE
            WHEN try_cast(coalesce(nullif(trim(source.discount), ''), '0') AS DECIMAL(18, 4)) IS NULL
                THEN 'discount is not an amount: ' || source.discount
        END,
        CASE
            WHEN source.row_source <> 'shop' AND try_cast(source.updated_at AS TIMESTAMP) IS NULL
                THEN 'updated_at is not a time: ' || source.updated_at
        END
    )) AS reasons,
    coalesce(source.order_id, '') || '/' || coalesce(source.add_to_cart_order, '') AS source_key,
    placed.order_date,
    source.row_source AS source,
    source.row_position,
    source.source_file,
    struct(source.* EXCEPT (_units)) AS source_row
FROM (SELECT *, whole_number(quantity) AS _units FROM judged_order_items) AS source
LEFT JOIN placed_orders AS placed ON placed.order_id = source.order_id
