-- Visits of the small shop, whose clock is five hours behind UTC: c1 comes twice in January (exactly 30 minutes of silence
-- lie between), v1 stays over midnight into February, v1 and v2 come again in February in the wrong order of steps.
SELECT
    event_id,
    event_type,
    CAST(occurred_at AS TIMESTAMP) AS occurred_at,
    user_id,
    'tab' AS session_id,
    product_id,
    order_id,
    CAST(NULL AS STRING) AS recommendation_id,
    coalesce(payload, '{}') AS payload,
    event_type AS source_topic,
    0 AS source_partition,
    row_number() OVER (ORDER BY event_id) AS source_offset,
    TIMESTAMP '2026-03-01 00:00:00' AS ingested_at
FROM VALUES
    ('e01', 'page_view', '2026-01-10 15:00:00Z', 'c1', 'p1', NULL, NULL),
    ('e02', 'add_to_cart', '2026-01-10 15:10:00Z', 'c1', 'p1', NULL, NULL),
    ('e03', 'purchase', '2026-01-10 15:39:59Z', 'c1', NULL, 'o1',
        '{"items":[{"product_id":"p1","quantity":2,"unit_price":10},{"product_id":"p2","quantity":1,"unit_price":5.255}]}'),
    ('e04', 'page_view', '2026-01-10 16:09:59Z', 'c1', 'p2', NULL, NULL),
    ('e05', 'page_view', '2026-02-01 04:50:00Z', 'v1', 'p1', NULL, NULL),
    ('e06', 'add_to_cart', '2026-02-01 05:05:00Z', 'v1', 'p1', NULL, NULL),
    ('e07', 'purchase', '2026-02-01 05:06:00Z', 'v1', NULL, 'x1', '{"items":[{"product_id":"p1","quantity":1,"unit_price":10}]}'),
    ('e08', 'purchase', '2026-02-05 15:00:00Z', 'v1', NULL, 'x2', '{"items":[{"product_id":"p1","quantity":1,"unit_price":10}]}'),
    ('e09', 'page_view', '2026-02-05 15:01:00Z', 'v1', 'p1', NULL, NULL),
    ('e10', 'add_to_cart', '2026-02-06 15:00:00Z', 'v2', 'p1', NULL, NULL),
    ('e11', 'page_view', '2026-02-06 15:01:00Z', 'v2', 'p1', NULL, NULL),
    ('e12', 'comment', '2026-02-06 15:02:00Z', 'v2', 'p1', NULL, NULL)
AS events (event_id, event_type, occurred_at, user_id, product_id, order_id, payload)
