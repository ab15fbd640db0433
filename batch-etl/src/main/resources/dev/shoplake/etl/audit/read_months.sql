-- First days of the months of the orders that the run has read.
SELECT DISTINCT trunc(try_cast(order_timestamp AS TIMESTAMP_NTZ), 'MM') AS month_start
FROM source_orders
WHERE try_cast(order_timestamp AS TIMESTAMP_NTZ) >= TIMESTAMP_NTZ '0001-01-02 00:00:00'
    AND try_cast(order_timestamp AS TIMESTAMP_NTZ) < TIMESTAMP_NTZ '9999-12-30 00:00:00'
UNION
-- A file may tell of lines alone
SELECT trunc(order_timestamp, 'MM')
FROM cleaned_orders
WHERE order_id IN (SELECT order_id FROM source_order_items WHERE row_source = 'inbox')
