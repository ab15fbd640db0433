-- Months and currencies whose counted sales the shop's database and the lake sum up otherwise, and how the month is read
-- anew. Orders that files have told of do not count, on either side. Of some days only whole months are compared.
SELECT
    year_month,
    currency,
    CASE
        WHEN :kind = 'DAYS' THEN true
        ELSE :kind = 'FULL' OR month_start IN (SELECT month_start FROM rebuilt_months)
    END AS is_rebuilt,
    concat(
        year_month, ' ', currency,
        ': shop ', from_source.gross_sales, ' sold, ', from_source.returns_amount, ' returned, ', from_source.units, ' units',
        '; lake ', in_lake.gross_sales, ' sold, ', in_lake.returns_amount, ' returned, ', in_lake.units, ' units',
        ' (etl run --from ', month_start, ' --to ', add_months(month_start, 1), ' reads the month anew)'
    ) AS difference
FROM (
    SELECT
        coalesce(source.year_month, lake.year_month) AS year_month,
        coalesce(source.currency, lake.currency) AS currency,
        CAST(coalesce(source.year_month, lake.year_month) || '-01' AS DATE) AS month_start,
        named_struct(
            'sale_lines', coalesce(source.sale_lines, 0),
            'units', coalesce(source.units, 0),
            'gross_sales', coalesce(source.gross_sales, 0),
            'discounts', coalesce(source.discounts, 0),
            'returns_amount', coalesce(source.returns_amount, 0)
        ) AS from_source,
        named_struct(
            'sale_lines', coalesce(lake.sale_lines, 0),
            'units', coalesce(lake.units, 0),
            'gross_sales', coalesce(lake.gross_sales, 0),
            'discounts', coalesce(lake.discounts, 0),
            'returns_amount', coalesce(lake.returns_amount, 0)
        ) AS in_lake
    FROM (
        SELECT
            year_month,
            currency,
            CAST(sum(sale_lines) AS DECIMAL(38, 4)) AS sale_lines,
            CAST(sum(units) AS DECIMAL(38, 4)) AS units,
            CAST(sum(gross_sales) AS DECIMAL(38, 4)) AS gross_sales,
            CAST(sum(discounts) AS DECIMAL(38, 4)) AS discounts,
            CAST(sum(returns_amount) AS DECIMAL(38, 4)) AS returns_amount
        FROM (
            SELECT
                year_month,
                coalesce(nullif(currency, ''), :currency) AS currency,
                sale_lines,
                units,
                gross_sales,
                discounts,
                returns_amount
            FROM source_months
            UNION ALL
            SELECT year_month, currency, -sale_lines, -units, -gross_sales, -discounts, -returns_amount
            FROM overridden_months
        ) AS of_shop
        GROUP BY year_month, currency
    ) AS source
    FULL JOIN (
        SELECT
            year_month,
            currency,
            CAST(sum(sale_lines) AS DECIMAL(38, 4)) AS sale_lines,
            CAST(sum(units) AS DECIMAL(38, 4)) AS units,
            CAST(sum(gross_sales) AS DECIMAL(38, 4)) AS gross_sales,
            CAST(sum(discounts) AS DECIMAL(38, 4)) AS discounts,
            CAST(sum(returns_amount) AS DECIMAL(38, 4)) AS returns_amount
        FROM structured_fact_orders
        LEFT ANTI JOIN file_orders AS files USING (order_id)
        GROUP BY year_month, currency
    ) AS lake ON lake.year_month = source.year_month AND lake.currency = source.currency
) AS compared
WHERE :source_tells
    AND from_source <> in_lake
    AND (:kind <> 'DAYS' OR month_start >= :from AND add_months(month_start, 1) <= :to)
