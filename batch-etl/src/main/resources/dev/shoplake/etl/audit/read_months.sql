-- First days of the months of the orders that the run has read.
SELECT DISTINCT trunc(order_time(order_timestamp), 'MM') AS month_start
FROM source_orders
WHERE order_time(order_timestamp) IS NOT NULL
UNION
-- A file may tell of lines alone
SELECT trunc(order_timestamp, 'MM')
FROM cleaned_orders
WHERE order_id IN (SELECT order_id FROM source_order_items WHERE row_source = 'inbox')
