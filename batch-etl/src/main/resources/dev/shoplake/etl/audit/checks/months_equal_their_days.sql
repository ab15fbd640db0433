-- severity: error
-- sentence: each month is the sum of its days
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(year_month, ' ', currency, ': month ', shown, ', days ', of_days))) AS detail
FROM (
    SELECT
        year_month,
        currency,
        coalesce(month.net_revenue, 0) AS shown,
        coalesce(days.net_revenue, 0) AS of_days,
        coalesce(month.gross_sales, 0) AS gross_shown,
        coalesce(days.gross_sales, 0) AS gross_of_days
    FROM marts_monthly_kpis AS month
    FULL JOIN (
        SELECT year_month, currency, round(sum(net_revenue), 2) AS net_revenue, round(sum(gross_sales), 2) AS gross_sales
        FROM marts_daily_sales
        GROUP BY year_month, currency
    ) AS days USING (year_month, currency)
) AS compared
WHERE shown <> of_days OR gross_shown <> gross_of_days
