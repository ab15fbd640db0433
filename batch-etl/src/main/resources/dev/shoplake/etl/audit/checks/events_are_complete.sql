-- severity: error
-- sentence: every event of the touched months is a fact once
SELECT
    abs(counted.in_raw - counted.in_facts) AS violations,
    concat('event table ', counted.in_raw, ', facts ', counted.in_facts) AS detail
FROM (
    SELECT
        (
            SELECT count(*) FROM raw_events
            WHERE occurred_at >= to_utc_timestamp(:events_from, :zone) AND occurred_at < to_utc_timestamp(:events_to, :zone)
                AND trunc(from_utc_timestamp(occurred_at, :zone), 'MM')
                    IN (SELECT month_start FROM ops_run_months WHERE run_id = :run AND subject = 'visits')
        ) AS in_raw,
        (
            SELECT count(*) FROM structured_fact_events
            WHERE event_date >= :events_from AND event_date < :events_to
                AND trunc(event_date, 'MM')
                    IN (SELECT month_start FROM ops_run_months WHERE run_id = :run AND subject = 'visits')
        ) AS in_facts
) AS counted
