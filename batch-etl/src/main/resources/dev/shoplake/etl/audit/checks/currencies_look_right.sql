-- severity: warning
-- sentence: every currency is three capital letters
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(currency), 1, 5)) AS detail
FROM months_orders
WHERE NOT currency RLIKE '^[A-Z]{3}$'
