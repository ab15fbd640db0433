-- Visits that began in the months to rebuild or on the day after, one row each, and how far they got in time order: a view,
-- then something into the cart, then a purchase. A purchase without a view and a cart before it is no third step.
WITH viewed AS (
    SELECT
        session_key,
        session_date,
        customer_key,
        event_type,
        occurred_at,
        min(CASE WHEN event_type = 'page_view' THEN occurred_at END) OVER (PARTITION BY session_key) AS viewed_at
    FROM branch.structured.fact_events
    WHERE session_date >= :from AND session_date < :to AND event_date >= :from
        AND event_date < CAST(:to AS DATE) + INTERVAL '1' DAY
),
carted AS (
    SELECT
        *,
        min(CASE WHEN event_type = 'add_to_cart' AND occurred_at >= viewed_at THEN occurred_at END)
            OVER (PARTITION BY session_key) AS carted_at
    FROM viewed
)
SELECT
    session_key,
    session_date,
    date_format(session_date, 'yyyy-MM') AS year_month,
    customer_key,
    min(occurred_at) AS started_at,
    max(occurred_at) AS ended_at,
    count(*) AS events,
    bool_or(event_type = 'purchase') AS has_purchase,
    min(viewed_at) AS viewed_at,
    min(carted_at) AS carted_at,
    min(CASE WHEN event_type = 'purchase' AND occurred_at >= carted_at THEN occurred_at END) AS ordered_at
FROM carted
GROUP BY session_key, session_date, customer_key
