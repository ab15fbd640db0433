-- Each figure of a closed month that is no longer what it was when the month was closed. A currency that has come or gone since
-- has an empty value on the one side.
WITH closed_months AS (
    SELECT DISTINCT year_month, CAST(from_utc_timestamp(closed_at, :zone) AS DATE) AS closed_on
    FROM newest_closes
)
SELECT
    year_month,
    CAST(year_month || '-01' AS DATE) AS month_start,
    currency,
    figure,
    closed_on,
    closed_figures.shown AS closed_value,
    current_figures.shown AS current_value,
    CAST(coalesce(current_figures.shown, 0) - coalesce(closed_figures.shown, 0) AS DECIMAL(38, 6)) AS difference
FROM closed_figures
FULL JOIN current_figures USING (year_month, currency, figure)
JOIN closed_months USING (year_month)
WHERE NOT closed_figures.shown <=> current_figures.shown
