-- Each closed month, by its newest close
SELECT DISTINCT year_month, closed_at, run_id
FROM lake.ops.month_closes
WHERE is_newest
ORDER BY year_month
