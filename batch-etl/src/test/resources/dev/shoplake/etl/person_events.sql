-- What she did in the shop's pages, beside somebody else.
SELECT
    event_id,
    event_type,
    CAST(occurred_at AS TIMESTAMP) AS occurred_at,
    user_id,
    'session of ' || user_id AS session_id,
    product_id,
    order_id,
    CAST(NULL AS STRING) AS recommendation_id,
    payload,
    event_type AS source_topic,
    0 AS source_partition,
    row_number() OVER (ORDER BY event_id) + 100 AS source_offset,
    TIMESTAMP '2026-03-01 00:00:00' AS ingested_at
FROM VALUES
    ('f1', 'page_view', '2026-01-15 14:00:00Z', 'person-4711', 'p1', NULL, '{"user_id":"person-4711","referrer":"https://person-4711.example"}'),
    ('f2', 'add_to_cart', '2026-01-15 14:10:00Z', 'person-4711', 'p1', NULL, '{"user_id":"person-4711","quantity":3,"unit_price":10.25}'),
    ('f3', 'purchase', '2026-01-15 14:20:00Z', 'person-4711', NULL, 'z1',
        '{"user_id":"person-4711","currency":"EUR","items":[{"product_id":"p1","quantity":3,"unit_price":10,"gift":"person-4711"}]}'),
    ('f4', 'comment', '2026-02-15 14:20:00Z', 'person-4711', 'p1', NULL, '{"user_id":"person-4711","rating":5,"text":"says person-4711"}'),
    ('f5', 'page_view', '2026-02-15 14:20:00Z', 'person-4712', 'p1', NULL, '{"user_id":"person-4712","referrer":"kept"}')
AS events (event_id, event_type, occurred_at, user_id, product_id, order_id, payload)
