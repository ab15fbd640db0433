-- The months there are, and whether the data covers each of them to its end
SELECT year_month, bool_and(is_complete) AS is_complete
FROM lake.marts.monthly_kpis
GROUP BY year_month
ORDER BY year_month
