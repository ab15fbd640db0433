-- severity: error
-- sentence: each category of the touched months is the sum of its sales
SELECT
    count(*) AS violations,
    concat_ws('; ', slice(sort_array(collect_list(concat_ws(' ', year_month, category, currency))), 1, 5)) AS detail
FROM (
    SELECT
        year_month,
        category,
        currency,
        sum(gross_sales) AS gross_sales,
        sum(discounts) AS discounts,
        sum(returns_amount) AS returns_amount,
        sum(net_revenue) AS net_revenue,
        sum(units) AS units
    FROM marts_category_sales
    WHERE month_start IN (SELECT month_start FROM touched_months)
    GROUP BY year_month, category, currency
) AS mart
FULL JOIN (
    SELECT
        sales.year_month,
        coalesce(product.category, 'Unknown') AS category,
        sales.currency,
        sum(CASE WHEN sales.line_type = 'sale' THEN sales.amount ELSE 0 END) AS gross_sales,
        sum(CASE WHEN sales.line_type = 'sale' THEN sales.discount ELSE 0 END) AS discounts,
        -sum(CASE WHEN sales.line_type = 'return' THEN sales.amount ELSE 0 END) AS returns_amount,
        sum(CASE WHEN sales.line_type = 'sale' THEN sales.quantity ELSE 0 END) AS units
    FROM months_fact_sales AS sales
    LEFT JOIN structured_dim_products AS product ON product.product_id = sales.product_id
    WHERE sales.line_type IN ('sale', 'return')
    GROUP BY sales.year_month, coalesce(product.category, 'Unknown'), sales.currency
) AS facts USING (year_month, category, currency)
WHERE coalesce(
    mart.gross_sales <> facts.gross_sales
        OR mart.discounts <> facts.discounts
        OR mart.returns_amount <> facts.returns_amount
        OR mart.net_revenue <> facts.gross_sales - facts.discounts - facts.returns_amount
        OR mart.units <> facts.units,
    true
)
