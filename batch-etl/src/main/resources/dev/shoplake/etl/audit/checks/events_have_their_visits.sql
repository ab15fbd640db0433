-- severity: error
-- sentence: every event finds its person and its visit, and every product of an event finds the event
SELECT
    count(*) AS violations,
    concat_ws(', ', slice(collect_set(reference || ' ' || member), 1, 5)) AS detail
FROM (
    SELECT 'person of event' AS reference, event_id AS member
    FROM months_fact_events
    LEFT ANTI JOIN cleaned_customer_keys AS known USING (customer_key)
    UNION ALL
    SELECT 'visit of event', event_id
    FROM months_fact_events AS events
    LEFT ANTI JOIN months_fact_sessions AS visits
        ON visits.session_key = events.session_key AND visits.session_date = events.session_date
    UNION ALL
    SELECT 'event of product', event_id
    FROM months_fact_event_products
    LEFT ANTI JOIN months_fact_events AS events USING (event_id)
) AS lost
