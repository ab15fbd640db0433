-- severity: error
-- sentence: the calendar has every day from its first to its last
SELECT
    CAST(coalesce(abs(datediff(max(date_day), min(date_day)) + 1 - count(*)), 0) AS BIGINT) AS violations,
    concat(min(date_day), ' to ', max(date_day)) AS detail
FROM structured_dim_dates
