-- Four answers, the first told of twice; the second was given to nobody known, half an hour before the shop's midnight.
SELECT
    recommendation_id,
    CAST(served_at AS TIMESTAMP) AS served_at,
    'user' AS endpoint,
    user_id,
    model_version,
    payload,
    'recommendation_served' AS source_topic,
    0 AS source_partition,
    source_offset,
    TIMESTAMP '2026-04-01 00:00:00' AS ingested_at
FROM VALUES
    ('answer-1', '2026-03-29 15:00:00Z', 'e', '7',
        '{"items":[{"position":1,"product_id":"p1","source":"als"},{"position":2,"product_id":"p2","source":"als"},{"position":3,"product_id":"p3","source":"als"}]}', 1),
    ('answer-2', '2026-03-30 03:30:00Z', NULL, '7',
        '{"items":[{"position":1,"product_id":"p1","source":"trending"},{"position":2,"product_id":"p2","source":"trending"}]}', 2),
    ('answer-1', '2026-03-29 15:00:00Z', 'e', '7',
        '{"items":[{"position":1,"product_id":"p1","source":"als"},{"position":2,"product_id":"p2","source":"als"},{"position":3,"product_id":"p3","source":"als"}]}', 3),
    ('answer-3', '2026-03-30 12:00:00Z', 'p', NULL, '{"items":[]}', 4),
    ('answer-4', '2026-03-30 12:00:00Z', 'p', '8', '{"items":[{"position":1,"product_id":"p2","source":"session"}]}', 5)
AS answers (recommendation_id, served_at, user_id, model_version, payload, source_offset)
