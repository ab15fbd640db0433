-- What shoppers did with four answers, and with none.
SELECT
    event_id,
    event_type,
    CAST(occurred_at AS TIMESTAMP) AS occurred_at,
    user_id,
    'tab' AS session_id,
    product_id,
    order_id,
    recommendation_id,
    '{"items":[]}' AS payload,
    event_type AS source_topic,
    0 AS source_partition,
    row_number() OVER (ORDER BY event_id) AS source_offset,
    TIMESTAMP '2026-04-01 00:00:00' AS ingested_at
FROM VALUES
    ('e01', 'page_view', '2026-03-29 15:01:00Z', 'e', 'p1', NULL, 'answer-1'),
    ('e02', 'page_view', '2026-03-29 15:02:00Z', 'e', 'p1', NULL, 'answer-1'),
    ('e03', 'page_view', '2026-03-29 15:02:30Z', 'e', 'p9', NULL, 'answer-1'),
    ('e04', 'page_view', '2026-03-29 15:02:40Z', 'e', NULL, NULL, 'answer-1'),
    ('e05', 'add_to_cart', '2026-03-29 15:03:00Z', 'e', 'p1', NULL, 'answer-1'),
    ('e06', 'purchase', '2026-03-29 15:05:00Z', 'e', NULL, 'e2', 'answer-1'),
    ('e07', 'page_view', '2026-03-30 14:59:59Z', 'e', 'p2', NULL, 'answer-1'),
    ('e08', 'page_view', '2026-03-30 15:00:00Z', 'e', 'p3', NULL, 'answer-1'),
    ('e09', 'page_view', '2026-03-30 03:31:00Z', 'v', 'p1', NULL, 'answer-2'),
    ('e10', 'purchase', '2026-03-30 04:00:00Z', 'e', NULL, 'e2', 'answer-2'),
    ('e11', 'purchase', '2026-03-30 04:01:00Z', 'v', NULL, 'nowhere', 'answer-2'),
    ('e12', 'page_view', '2026-03-30 11:50:00Z', 'p', 'p2', NULL, 'answer-4'),
    ('e13', 'purchase', '2026-03-30 12:10:00Z', 'p', NULL, 'p2', 'answer-4'),
    ('e14', 'page_view', '2026-03-30 12:11:00Z', 'p', 'p1', NULL, NULL),
    ('e15', 'page_view', '2026-03-30 12:12:00Z', 'p', 'p1', NULL, 'answer-of-nobody')
AS events (event_id, event_type, occurred_at, user_id, product_id, order_id, recommendation_id)
