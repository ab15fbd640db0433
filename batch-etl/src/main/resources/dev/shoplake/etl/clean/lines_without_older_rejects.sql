-- A waiting line that cannot be right still gives way to one of its key that a file has brought now.
SELECT *
FROM checked_order_items
WHERE NOT (
    row_position = -2
    AND size(reasons) > 0
    AND source_key IN (
        SELECT source_key FROM checked_order_items WHERE row_position >= 0 AND row_position < 9223372036854775807
    )
)
