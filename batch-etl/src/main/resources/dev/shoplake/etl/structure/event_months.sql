-- First days of the months that have events, by the shop's clock, or had some when they were published.
SELECT trunc(from_utc_timestamp(occurred_at, :zone), 'MM') AS month_start FROM raw_events
UNION
SELECT trunc(event_date, 'MM') FROM branch.structured.fact_events
