-- Visits by the month they began in, of the months to rebuild, and how far they got in time order.
WITH months AS (
    SELECT year_month, count(viewed_at) AS viewed, count(carted_at) AS carted, count(ordered_at) AS purchased
    FROM months_fact_sessions
    GROUP BY year_month
)
SELECT
    year_month,
    CAST(year_month || '-01' AS DATE) AS month_start,
    step_number,
    step,
    sessions,
    rate(sessions, viewed) AS share_of_first,
    rate(sessions, sessions_before) AS share_of_previous
FROM months
LATERAL VIEW inline(array(
    named_struct('step_number', 1, 'step', 'viewed', 'sessions', viewed, 'sessions_before', viewed),
    named_struct('step_number', 2, 'step', 'added_to_cart', 'sessions', carted, 'sessions_before', viewed),
    named_struct('step_number', 3, 'step', 'purchased', 'sessions', purchased, 'sessions_before', carted)
)) AS step_number, step, sessions, sessions_before
