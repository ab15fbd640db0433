-- severity: error
-- sentence: each cohort begins with the new buyers of its month
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(year_month, ' ', currency, ': month ', of_month, ', cohort ', of_cohort))) AS detail
FROM (
    SELECT
        month.year_month,
        month.currency,
        month.new_buyers AS of_month,
        coalesce(cohort.buyers, 0) AS of_cohort
    FROM marts_monthly_kpis AS month
    LEFT JOIN marts_cohort_retention AS cohort
        ON cohort.cohort_month = month.year_month AND cohort.currency = month.currency AND cohort.months_since = 0
) AS compared
WHERE of_month <> of_cohort
