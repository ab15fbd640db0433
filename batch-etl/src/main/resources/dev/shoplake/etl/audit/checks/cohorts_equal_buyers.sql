-- severity: error
-- sentence: the buyers of a month are those of all cohorts together
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(concat_ws(' ', year_month, currency)))) AS detail
FROM marts_monthly_kpis AS month
FULL JOIN (
    SELECT year_month, currency, sum(buyers) AS buyers
    FROM marts_cohort_retention
    GROUP BY year_month, currency
) AS cohorts USING (year_month, currency)
WHERE coalesce(month.buyers, 0) <> coalesce(cohorts.buyers, 0)
