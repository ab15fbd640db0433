SELECT CAST(CASE WHEN count(*) = 0 THEN 1 ELSE 0 END AS BIGINT) AS violations, '' AS detail
FROM branch.structured.fact_sales
WHERE line_type = 'sale' AND order_date >= :from AND order_date < :to
