-- severity: error
-- sentence: statuses, line types, kinds of events and ids are among those that are known
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(column_name || ' ' || found), 1, 5)) AS detail
FROM (
    SELECT 'status' AS column_name, status AS found FROM months_orders WHERE status NOT IN (SELECT status FROM order_statuses)
    UNION ALL
    SELECT 'status of a sale', status FROM months_fact_sales WHERE status NOT IN (SELECT status FROM order_statuses)
    UNION ALL
    SELECT 'booking', booking FROM order_statuses WHERE booking NOT IN ('placed', 'void', 'returned')
    UNION ALL
    SELECT 'line_type', line_type FROM months_fact_sales WHERE line_type NOT IN ('sale', 'return', 'none')
    UNION ALL
    SELECT 'event_type', event_type FROM months_fact_events
    WHERE event_type NOT IN ('page_view', 'add_to_cart', 'comment', 'purchase', 'recommendation_served')
    UNION ALL
    SELECT 'order_id', 'empty' FROM months_orders WHERE trim(order_id) = ''
    UNION ALL
    SELECT 'product_id', 'empty' FROM months_order_items WHERE trim(product_id) = ''
    UNION ALL
    SELECT 'add_to_cart_order', CAST(add_to_cart_order AS STRING) FROM months_order_items WHERE add_to_cart_order IS NULL
    UNION ALL
    SELECT 'step', step FROM marts_funnel WHERE step NOT IN ('viewed', 'added_to_cart', 'purchased')
    UNION ALL
    SELECT 'source_table', source_table FROM ops_quarantine
    WHERE source_table NOT IN ('customers', 'products', 'orders', 'order_items')
) AS strange
