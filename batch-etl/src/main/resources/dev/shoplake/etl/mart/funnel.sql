-- Visits by the month they began in, and how far they got in time order: a view, then something into the cart, then a
-- purchase. A purchase without a view and a cart before it is no third step.
WITH viewed AS (
    SELECT
        session_key,
        session_date,
        event_type,
        occurred_at,
        min(CASE WHEN event_type = 'page_view' THEN occurred_at END) OVER (PARTITION BY session_key) AS viewed_at
    FROM branch.structured.fact_events
),
carted AS (
    SELECT
        *,
        min(CASE WHEN event_type = 'add_to_cart' AND occurred_at >= viewed_at THEN occurred_at END)
            OVER (PARTITION BY session_key) AS carted_at
    FROM viewed
),
visits AS (
    SELECT
        date_format(min(session_date), 'yyyy-MM') AS year_month,
        min(viewed_at) AS viewed_at,
        min(carted_at) AS carted_at,
        min(CASE WHEN event_type = 'purchase' AND occurred_at >= carted_at THEN occurred_at END) AS purchased_at
    FROM carted
    GROUP BY session_key
),
months AS (
    SELECT year_month, count(viewed_at) AS viewed, count(carted_at) AS carted, count(purchased_at) AS purchased
    FROM visits
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
ORDER BY year_month, step_number
