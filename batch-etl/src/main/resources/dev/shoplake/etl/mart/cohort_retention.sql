-- Known customers by the month of their first sale, and what became of them in that month and each later one of their
-- ledger (a currency), also where nobody came back. What they returned before their first sale belongs to sales that the
-- ledger does not know, so it counts nowhere here.
WITH orders AS (
    SELECT currency, customer_key, sale_lines, CAST(year_month || '-01' AS DATE) AS month_start, net_revenue
    FROM branch.structured.fact_orders
),
months AS (
    SELECT currency, explode(sequence(min(month_start), max(month_start), INTERVAL '1' MONTH)) AS month_start
    FROM orders
    GROUP BY currency
),
first_sales AS (
    SELECT currency, customer_key, min(month_start) AS cohort_start
    FROM orders
    WHERE sale_lines > 0 AND customer_key IS NOT NULL
    GROUP BY currency, customer_key
),
cohorts AS (
    SELECT currency, cohort_start, count(*) AS cohort_buyers
    FROM first_sales
    GROUP BY currency, cohort_start
),
activity AS (
    SELECT
        orders.currency,
        first_sales.cohort_start,
        orders.month_start,
        count(DISTINCT CASE WHEN orders.sale_lines > 0 THEN orders.customer_key END) AS buyers,
        sum(orders.net_revenue) AS net_revenue
    FROM orders
    JOIN first_sales ON first_sales.currency = orders.currency
        AND first_sales.customer_key = orders.customer_key
        AND first_sales.cohort_start <= orders.month_start
    GROUP BY orders.currency, first_sales.cohort_start, orders.month_start
)
SELECT
    date_format(cohorts.cohort_start, 'yyyy-MM') AS cohort_month,
    cohorts.cohort_start,
    cohorts.currency,
    CAST(months_between(months.month_start, cohorts.cohort_start) AS INT) AS months_since,
    date_format(months.month_start, 'yyyy-MM') AS year_month,
    months.month_start,
    cohorts.cohort_buyers,
    coalesce(activity.buyers, 0) AS buyers,
    rate(coalesce(activity.buyers, 0), cohorts.cohort_buyers) AS retention,
    -- Narrow operands leave the quotient enough places to be rounded once; beyond 24 digits there are few either way
    CAST(round(coalesce(
        try_cast(sum(coalesce(activity.net_revenue, 0)) OVER so_far AS DECIMAL(28, 4))
            / CAST(cohorts.cohort_buyers AS DECIMAL(10, 0)),
        sum(coalesce(activity.net_revenue, 0)) OVER so_far / CAST(cohorts.cohort_buyers AS DECIMAL(10, 0))
    ), 4) AS DECIMAL(38, 4)) AS cumulative_net_revenue_per_buyer,
    complete_months.month_start IS NOT NULL AS is_complete
FROM cohorts
JOIN months ON months.currency = cohorts.currency AND months.month_start >= cohorts.cohort_start
LEFT JOIN activity ON activity.currency = cohorts.currency
    AND activity.cohort_start = cohorts.cohort_start
    AND activity.month_start = months.month_start
LEFT JOIN complete_months ON complete_months.month_start = months.month_start
WINDOW so_far AS (
    PARTITION BY cohorts.currency, cohorts.cohort_start ORDER BY months.month_start ROWS UNBOUNDED PRECEDING
)
ORDER BY currency, cohort_start, months_since
