-- severity: error
-- sentence: categories and products add up to the days of every month
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(concat_ws(' ', year_month, currency)))) AS detail
FROM (
    SELECT year_month, currency, sum(gross_sales) AS gross_sales, sum(returns_amount) AS returns_amount, sum(units) AS units
    FROM marts_daily_sales
    GROUP BY year_month, currency
) AS days
FULL JOIN (
    SELECT year_month, currency, sum(gross_sales) AS gross_sales, sum(returns_amount) AS returns_amount, sum(units) AS units
    FROM marts_category_sales
    GROUP BY year_month, currency
) AS categories USING (year_month, currency)
FULL JOIN (
    SELECT year_month, currency, sum(gross_sales) AS gross_sales, sum(returns_amount) AS returns_amount, sum(units) AS units
    FROM marts_top_products
    GROUP BY year_month, currency
) AS products USING (year_month, currency)
WHERE coalesce(
    days.gross_sales <> categories.gross_sales
        OR days.gross_sales <> products.gross_sales
        OR days.returns_amount <> categories.returns_amount
        OR days.returns_amount <> products.returns_amount
        OR days.units <> categories.units
        OR days.units <> products.units,
    true
)
