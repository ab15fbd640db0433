-- severity: warning
-- sentence: the window holds at least one sale
SELECT CAST(CASE WHEN :kind <> 'INCREMENT' AND count(*) = 0 THEN 1 ELSE 0 END AS BIGINT) AS violations, '' AS detail
FROM structured_fact_orders
WHERE :kind <> 'INCREMENT' AND sale_lines > 0 AND order_date >= :from AND order_date < :to
