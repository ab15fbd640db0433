-- severity: error
-- sentence: every event about a product is there with that product
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(coalesce(events.event_id, products.event_id)), 1, 5)) AS detail
FROM (SELECT * FROM months_fact_events WHERE product_id IS NOT NULL AND event_type <> 'purchase') AS events
FULL JOIN (SELECT * FROM months_fact_event_products WHERE event_type <> 'purchase') AS products
    ON products.event_id = events.event_id
WHERE NOT (
    struct(events.event_id, events.product_id, events.event_type, events.event_date, events.session_key, events.customer_key)
    <=> struct(products.event_id, products.product_id, products.event_type, products.event_date, products.session_key, products.customer_key)
)
