-- severity: error
-- sentence: each product of the touched months is the sum of its sales, and the best one comes first
SELECT
    count(*) AS violations,
    concat_ws('; ', slice(sort_array(collect_list(concat_ws(' ', year_month, product_id, currency))), 1, 5)) AS detail
FROM (
    SELECT
        *,
        lag(gross_sales) OVER (PARTITION BY year_month, currency ORDER BY sales_rank) AS better_sales
    FROM marts_top_products
    WHERE month_start IN (SELECT month_start FROM touched_months)
) AS mart
FULL JOIN (
    SELECT
        year_month,
        product_id,
        currency,
        sum(CASE WHEN line_type = 'sale' THEN quantity ELSE 0 END) AS units,
        sum(CASE WHEN line_type = 'sale' THEN amount ELSE 0 END) AS gross_sales,
        -sum(CASE WHEN line_type = 'return' THEN quantity ELSE 0 END) AS returned_units,
        -sum(CASE WHEN line_type = 'return' THEN amount ELSE 0 END) AS returns_amount
    FROM months_fact_sales
    WHERE line_type IN ('sale', 'return')
    GROUP BY year_month, product_id, currency
) AS facts USING (year_month, product_id, currency)
WHERE coalesce(
    mart.units <> facts.units
        OR mart.gross_sales <> facts.gross_sales
        OR mart.returned_units <> facts.returned_units
        OR mart.returns_amount <> facts.returns_amount,
    true
)
    OR better_sales < mart.gross_sales
