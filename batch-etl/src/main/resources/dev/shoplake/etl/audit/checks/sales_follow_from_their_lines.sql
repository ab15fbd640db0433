-- severity: error
-- sentence: a sale's amount is quantity times price, and its type follows from its order's status
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(order_id || '/' || line_number), 1, 5)) AS detail
FROM months_fact_sales
WHERE amount <> quantity * unit_price
    OR year_month <> substr(CAST(order_timestamp AS STRING), 1, 7)
    OR order_date <> CAST(order_timestamp AS DATE)
    OR line_type <> CASE
        WHEN unit_price <= 0 OR quantity = 0 OR status IN ('cancelled', 'unavailable') THEN 'none'
        WHEN status = 'returned' THEN CASE WHEN quantity < 0 THEN 'return' ELSE 'none' END
        ELSE CASE WHEN quantity > 0 THEN 'sale' ELSE 'none' END
    END
