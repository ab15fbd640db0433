-- Gross sales and returns from the extracted text by a way of its own: no cleaned table, no shared view, no line type.
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(currency, ': source ', from_source, ', lake ', in_lake))) AS detail
FROM (
    SELECT
        coalesce(source.currency, lake.currency) AS currency,
        coalesce(source.value, 0) AS from_source,
        coalesce(lake.value, 0) AS in_lake
    FROM (
        SELECT
            coalesce(nullif(upper(trim(orders.currency)), ''), :currency) AS currency,
            sum(CAST(items.quantity AS DECIMAL(20, 0)) * try_cast(items.unit_price AS DECIMAL(18, 4))) AS value
        FROM source_order_items AS items
        JOIN source_orders AS orders ON orders.order_id = items.order_id
        WHERE items.unit_price NOT LIKE '-%' AND try_cast(items.unit_price AS DECIMAL(18, 4)) <> 0
            AND items.quantity IS NOT NULL
            AND trim(items.product_id) <> ''
            AND CASE
                WHEN lower(trim(orders.status)) = 'returned' THEN items.quantity LIKE '-%'
                WHEN lower(trim(orders.status)) IN (
                    'created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed'
                ) THEN items.quantity NOT LIKE '-%' AND CAST(items.quantity AS DECIMAL(20, 0)) <> 0
                ELSE false
            END
        GROUP BY 1
    ) AS source
    FULL JOIN (
        SELECT currency, sum(amount) AS value
        FROM branch.structured.fact_sales
        WHERE line_type <> 'none' AND order_date >= :from AND order_date < :to
        GROUP BY currency
    ) AS lake ON lake.currency = source.currency
) AS compared
WHERE from_source <> in_lake
