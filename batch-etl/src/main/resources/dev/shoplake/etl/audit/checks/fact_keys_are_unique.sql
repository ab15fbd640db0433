-- severity: error
-- sentence: every fact of the rebuilt months is there once
SELECT CAST(sum(repeated) AS BIGINT) AS violations, concat_ws(', ', collect_list(CASE WHEN repeated > 0 THEN table_name END)) AS detail
FROM (
    SELECT 'structured.fact_sales' AS table_name, count(*) - count(DISTINCT order_id, line_number) AS repeated FROM months_fact_sales
    UNION ALL
    SELECT 'structured.fact_orders', count(*) - count(DISTINCT order_id) FROM months_fact_orders
    UNION ALL
    SELECT 'structured.fact_events', count(*) - count(DISTINCT event_id) FROM months_fact_events
    UNION ALL
    SELECT 'structured.fact_event_products', count(*) - count(DISTINCT event_id, line_number) FROM months_fact_event_products
    UNION ALL
    SELECT 'structured.fact_sessions', count(*) - count(DISTINCT session_key) FROM months_fact_sessions
) AS tables
