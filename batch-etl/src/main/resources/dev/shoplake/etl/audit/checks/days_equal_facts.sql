-- severity: error
-- sentence: each day of the touched months is the sum of its orders
SELECT
    count(*) AS violations,
    concat_ws('; ', slice(sort_array(collect_list(concat(date_day, ' ', currency))), 1, 5)) AS detail
FROM (
    SELECT * FROM marts_daily_sales WHERE month_start IN (SELECT month_start FROM touched_months)
) AS day
FULL JOIN (
    SELECT
        order_date AS date_day,
        currency,
        sum(gross_sales) AS gross_sales,
        sum(discounts) AS discounts,
        sum(returns_amount) AS returns_amount,
        sum(net_revenue) AS net_revenue,
        sum(units) AS units,
        count(CASE WHEN sale_lines > 0 THEN 1 END) AS orders,
        count(DISTINCT CASE WHEN sale_lines > 0 THEN customer_key END) AS buyers
    FROM months_fact_orders
    GROUP BY order_date, currency
) AS facts USING (date_day, currency)
WHERE coalesce(
    day.gross_sales <> facts.gross_sales
        OR day.discounts <> facts.discounts
        OR day.returns_amount <> facts.returns_amount
        OR day.net_revenue <> facts.net_revenue
        OR day.units <> facts.units
        OR day.orders <> facts.orders
        OR day.buyers <> facts.buyers,
    true
)
