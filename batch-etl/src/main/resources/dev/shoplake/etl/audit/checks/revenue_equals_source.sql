-- severity: error
-- sentence: the lake's sales and returns equal the source's exactly
-- Sales and returns of the orders extracted from the shop, by month, from the extracted text by a way of its own: no cleaned
-- table, no line type. Orders that files have told of do not count, on either side.
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(year_month, ' ', currency, ': source ', from_source, ', lake ', in_lake))) AS detail
FROM (
    SELECT
        coalesce(source.year_month, lake.year_month) AS year_month,
        coalesce(source.currency, lake.currency) AS currency,
        coalesce(source.value, 0) AS from_source,
        coalesce(lake.value, 0) AS in_lake
    FROM (
        SELECT
            substr(trim(orders.order_timestamp), 1, 7) AS year_month,
            coalesce(nullif(upper(trim(orders.currency)), ''), :currency) AS currency,
            sum(try_cast(items.quantity AS DECIMAL(20, 0)) * try_cast(items.unit_price AS DECIMAL(18, 4))) AS value
        FROM (SELECT * FROM source_order_items WHERE row_source = 'shop') AS items
        JOIN (SELECT * FROM source_orders WHERE row_source = 'shop') AS orders ON orders.order_id = items.order_id
        LEFT ANTI JOIN file_orders AS files ON files.order_id = orders.order_id
        WHERE items.unit_price NOT LIKE '-%' AND try_cast(items.unit_price AS DECIMAL(18, 4)) <> 0
            AND abs(try_cast(items.quantity AS DECIMAL(38, 6))) < 1000000000000
            AND try_cast(items.quantity AS DECIMAL(38, 6)) % 1 = 0
            AND (coalesce(trim(items.discount), '') = '' OR try_cast(items.discount AS DECIMAL(18, 4)) IS NOT NULL)
            AND trim(items.product_id) <> ''
            AND try_cast(orders.order_timestamp AS DATE) BETWEEN DATE '0001-01-02' AND DATE '9999-12-29'
            AND CASE
                WHEN lower(trim(orders.status)) = 'returned' THEN items.quantity LIKE '-%'
                WHEN lower(trim(orders.status)) IN (
                    'created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed'
                ) THEN items.quantity NOT LIKE '-%' AND try_cast(items.quantity AS DECIMAL(20, 0)) <> 0
                ELSE false
            END
        GROUP BY 1, 2
    ) AS source
    FULL JOIN (
        SELECT year_month, currency, sum(amount) AS value
        FROM months_fact_sales
        LEFT ANTI JOIN file_orders AS files USING (order_id)
        WHERE line_type <> 'none' AND order_id IN (SELECT order_id FROM source_orders WHERE row_source = 'shop')
        GROUP BY year_month, currency
    ) AS lake ON lake.year_month = source.year_month AND lake.currency = source.currency
) AS compared
WHERE from_source <> in_lake
