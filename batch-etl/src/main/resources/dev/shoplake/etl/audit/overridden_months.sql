-- What the shop's own sums hold of the orders that files have told of: such orders were read of the shop too, as far as it has
-- them. By the definitions of docs/kpi.md, as the shop's database counts.
SELECT
    year_month,
    currency,
    CAST(count_if(NOT is_return) AS DECIMAL(38, 4)) AS sale_lines,
    CAST(coalesce(sum(CASE WHEN NOT is_return THEN quantity END), 0) AS DECIMAL(38, 4)) AS units,
    CAST(coalesce(sum(CASE WHEN NOT is_return THEN quantity * unit_price END), 0) AS DECIMAL(38, 4)) AS gross_sales,
    CAST(coalesce(sum(CASE WHEN NOT is_return THEN discount END), 0) AS DECIMAL(38, 4)) AS discounts,
    CAST(coalesce(-sum(CASE WHEN is_return THEN quantity * unit_price END), 0) AS DECIMAL(38, 4)) AS returns_amount
FROM (
    SELECT
        date_format(order_time(orders.order_timestamp), 'yyyy-MM') AS year_month,
        coalesce(nullif(upper(trim(orders.currency)), ''), :currency) AS currency,
        known.booking = 'returned' AS is_return,
        CAST(whole_number(items.quantity) AS DECIMAL(20, 0)) AS quantity,
        try_cast(trim(items.unit_price) AS DECIMAL(18, 4)) AS unit_price,
        try_cast(coalesce(nullif(trim(items.discount), ''), '0') AS DECIMAL(18, 4)) AS discount
    FROM (SELECT * FROM source_order_items WHERE row_source = 'shop') AS items
    JOIN (SELECT * FROM source_orders WHERE row_source = 'shop') AS orders ON orders.order_id = items.order_id
    JOIN order_statuses AS known ON known.status = lower(trim(orders.status)) AND known.booking <> 'void'
    WHERE items.order_id IN (SELECT order_id FROM file_orders) AND trim(items.product_id) <> ''
) AS lines
WHERE year_month IS NOT NULL AND unit_price > 0 AND discount IS NOT NULL
    AND quantity BETWEEN -999999999999 AND 999999999999
    AND CASE WHEN is_return THEN quantity < 0 ELSE quantity > 0 END
GROUP BY year_month, currency
