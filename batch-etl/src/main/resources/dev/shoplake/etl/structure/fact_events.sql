-- Events, one row each.
SELECT
    event_id,
    event_type,
    occurred_at,
    event_date,
    date_format(event_date, 'yyyy-MM') AS year_month,
    customer_key,
    session_key,
    session_date,
    product_id,
    order_id,
    recommendation_id
FROM visits
