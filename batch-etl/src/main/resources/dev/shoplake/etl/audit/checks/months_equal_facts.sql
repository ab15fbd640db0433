-- severity: error
-- sentence: each month is the sum of its orders, and has the buyers of its orders
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(concat(year_month, ' ', currency)))) AS detail
FROM marts_monthly_kpis AS month
FULL JOIN (
    SELECT
        year_month,
        currency,
        CAST(round(sum(gross_sales), 2) AS DECIMAL(38, 2)) AS gross_sales,
        CAST(round(sum(discounts), 2) AS DECIMAL(38, 2)) AS discounts,
        CAST(round(sum(returns_amount), 2) AS DECIMAL(38, 2)) AS returns_amount,
        CAST(round(sum(net_revenue), 2) AS DECIMAL(38, 2)) AS net_revenue,
        sum(units) AS units,
        count(CASE WHEN sale_lines > 0 THEN 1 END) AS orders,
        count(DISTINCT CASE WHEN sale_lines > 0 THEN customer_key END) AS buyers
    FROM structured_fact_orders
    GROUP BY year_month, currency
) AS facts USING (year_month, currency)
WHERE NOT (
    struct(
        month.gross_sales, month.discounts, month.returns_amount, month.net_revenue, month.units, month.orders, month.buyers
    ) <=> struct(
        facts.gross_sales, facts.discounts, facts.returns_amount, facts.net_revenue, facts.units, facts.orders, facts.buyers
    )
)
    OR month.new_buyers + month.returning_buyers <> month.buyers
    OR month.identified_gross_sales > month.gross_sales
