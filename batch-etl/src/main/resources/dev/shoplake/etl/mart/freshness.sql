-- How far each source reached when the marts were computed: its newest day by the shop's clock, and how many days lie between.
SELECT
    source,
    newest_day,
    row_count,
    :today AS loaded_on,
    datediff(:today, newest_day) AS lag_days
FROM (
    SELECT 'orders' AS source, CAST(max(order_timestamp) AS DATE) AS newest_day, count(*) AS row_count FROM branch.cleaned.orders
    UNION ALL
    SELECT 'order_lines', CAST(max(order_timestamp) AS DATE), count(*) FROM branch.cleaned.order_items
    UNION ALL
    SELECT 'events', max(event_date), count(*) FROM branch.structured.fact_events
    UNION ALL
    SELECT 'dead_letters', CAST(from_utc_timestamp(max(received_at), :zone) AS DATE), count(*) FROM raw_dead_letters
    UNION ALL
    SELECT 'quarantine', max(order_date), count(*) FROM branch.ops.quarantine
) AS sources
ORDER BY source
