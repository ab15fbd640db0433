-- severity: error
-- sentence: each step of the funnel is the number of visits that got there, and a month has the visits of its days
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(year_month || ' ' || what))) AS detail
FROM (
    SELECT
        year_month,
        step AS what,
        NOT mart.sessions <=> CASE step
            WHEN 'viewed' THEN visits.viewed WHEN 'added_to_cart' THEN visits.carted ELSE visits.ordered
        END AS is_wrong
    FROM marts_funnel AS mart
    FULL JOIN (
        SELECT year_month, count(viewed_at) AS viewed, count(carted_at) AS carted, count(ordered_at) AS ordered
        FROM structured_fact_sessions
        GROUP BY year_month
    ) AS visits USING (year_month)
    UNION ALL
    SELECT month.year_month, 'sessions', month.sessions <> coalesce(visits.sessions, 0)
    FROM marts_monthly_kpis AS month
    LEFT JOIN (
        SELECT year_month, count(*) AS sessions FROM structured_fact_sessions GROUP BY year_month
    ) AS visits ON visits.year_month = month.year_month
) AS compared
WHERE is_wrong
