-- severity: error
-- sentence: every visit has the number, the times and the purchase of its events
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(coalesce(visits.session_key, events.session_key)), 1, 5)) AS detail
FROM (
    SELECT
        session_key,
        count(*) AS events,
        min(occurred_at) AS started_at,
        max(occurred_at) AS ended_at,
        max(CASE WHEN event_type = 'purchase' THEN 1 ELSE 0 END) = 1 AS has_purchase,
        min(CASE WHEN event_type = 'page_view' THEN occurred_at END) AS viewed_at
    FROM months_fact_events
    GROUP BY session_key
) AS events
FULL JOIN months_fact_sessions AS visits ON visits.session_key = events.session_key
WHERE NOT (
    struct(visits.session_key, visits.events, visits.started_at, visits.ended_at, visits.has_purchase, visits.viewed_at)
    <=> struct(events.session_key, events.events, events.started_at, events.ended_at, events.has_purchase, events.viewed_at)
)
    OR visits.carted_at < visits.viewed_at
    OR visits.ordered_at < visits.carted_at
    OR visits.carted_at IS NOT NULL AND visits.viewed_at IS NULL
    OR visits.ordered_at IS NOT NULL AND visits.carted_at IS NULL
