-- Months that the data covers to their end: a run whose window touches the month reaches its end, and was begun when the
-- month was over by the shop's clock.
SELECT DISTINCT month_start
FROM (
    SELECT
        started_at,
        explode(CASE
            WHEN trunc(window_from, 'MM') < trunc(window_to, 'MM') THEN sequence(
                trunc(window_from, 'MM'), add_months(trunc(window_to, 'MM'), -1), INTERVAL '1' MONTH
            )
        END) AS month_start
    FROM branch.ops.runs
    WHERE stage = 'extract'
) AS reached
WHERE started_at >= to_utc_timestamp(add_months(month_start, 1), :zone)
