-- severity: warning
-- sentence: the newest complete month has between a third and three times the orders that are usual
-- Usual is the median of the six months before it, of three at least.
WITH months AS (
    SELECT
        complete.month_start,
        coalesce(sum(kpis.orders), 0) AS orders,
        row_number() OVER (ORDER BY complete.month_start DESC) AS age
    FROM complete_months AS complete
    LEFT JOIN marts_monthly_kpis AS kpis ON kpis.month_start = complete.month_start
    WHERE complete.month_start >= (SELECT min(month_start) FROM marts_monthly_kpis)
    GROUP BY complete.month_start
)
SELECT
    CAST(CASE
        WHEN months_before >= 3 AND (newest_orders * 3 < usual OR newest_orders > usual * 3 AND usual > 0) THEN 1 ELSE 0
    END AS BIGINT) AS violations,
    concat(newest_month, ': ', newest_orders, ' orders, usual ', usual) AS detail
FROM (
    SELECT
        max(CASE WHEN age = 1 THEN month_start END) AS newest_month,
        max(CASE WHEN age = 1 THEN orders END) AS newest_orders,
        count(CASE WHEN age BETWEEN 2 AND 7 THEN 1 END) AS months_before,
        percentile(CASE WHEN age BETWEEN 2 AND 7 THEN orders END, 0.5) AS usual
    FROM months
) AS compared
