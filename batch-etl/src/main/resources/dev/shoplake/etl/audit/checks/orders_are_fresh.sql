-- severity: warning
-- sentence: the newest order is not older than a shop's quiet days
SELECT
    CAST(CASE WHEN :kind <> 'DAYS' AND newest < CAST(:today AS DATE) - :fresh_days THEN 1 ELSE 0 END AS BIGINT) AS violations,
    concat('newest order of ', newest) AS detail
FROM (SELECT CAST(max(order_timestamp) AS DATE) AS newest FROM cleaned_orders) AS orders
