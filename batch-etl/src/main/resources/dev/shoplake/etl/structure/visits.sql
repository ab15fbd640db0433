-- Events of the touched months (the shop's days), joined to visits: 30 minutes of silence of a person end one. A visit is
-- named after the person's key and the time of its first event, so that an event's visit depends on earlier events alone.
-- Read are the day before (visits may begin there) and the day after (they may end there). Of the day after come the events
-- of visits that began before it, and those that were published already, as their visit may now have begun earlier.
SELECT *
FROM (
    SELECT
        event_id,
        event_type,
        occurred_at,
        CAST(from_utc_timestamp(occurred_at, :zone) AS DATE) AS event_date,
        customer_key,
        md5(customer_key || '/' || unix_micros(visit_start)) AS session_key,
        CAST(from_utc_timestamp(visit_start, :zone) AS DATE) AS session_date,
        product_id,
        order_id,
        recommendation_id,
        payload
    FROM (
        SELECT
            *,
            last_value(CASE WHEN begins_visit THEN occurred_at END) IGNORE NULLS OVER (
                PARTITION BY customer_key ORDER BY occurred_at, event_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            ) AS visit_start
        FROM (
            SELECT
                event.*,
                known.customer_key,
                coalesce(
                    event.occurred_at >= INTERVAL '30' MINUTE + lag(event.occurred_at) OVER (
                        PARTITION BY known.customer_key ORDER BY event.occurred_at, event.event_id
                    ),
                    true
                ) AS begins_visit
            FROM (
                SELECT
                    event_id, event_type, occurred_at, user_id, product_id, order_id, recommendation_id,
                    -- Only a purchase says more about products than its columns do
                    CASE WHEN event_type = 'purchase' THEN payload END AS payload
                FROM raw_events
                WHERE occurred_at >= to_utc_timestamp(CAST(:from AS DATE) - INTERVAL '1' DAY, :zone)
                    AND occurred_at < to_utc_timestamp(CAST(:to AS DATE) + INTERVAL '1' DAY, :zone)
            ) AS event
            JOIN branch.cleaned.customer_keys AS known ON known.user_id = event.user_id
        ) AS events
    ) AS events_of_visits
) AS visits
WHERE event_date >= :from
    AND (
        event_date < :to
        OR session_date < :to
        OR event_id IN (SELECT event_id FROM facts_before WHERE event_date = :to)
    )
