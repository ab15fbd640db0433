SELECT
    abs(counted.in_raw - counted.in_facts) AS violations,
    concat('event table ', counted.in_raw, ', facts ', counted.in_facts) AS detail
FROM (
    SELECT
        (
            SELECT count(*) FROM raw_events
            WHERE occurred_at >= to_utc_timestamp(:months_from, :zone) AND occurred_at < to_utc_timestamp(:months_to, :zone)
        ) AS in_raw,
        (
            SELECT count(*) FROM branch.structured.fact_events
            WHERE event_date >= :months_from AND event_date < :months_to
        ) AS in_facts
) AS counted
