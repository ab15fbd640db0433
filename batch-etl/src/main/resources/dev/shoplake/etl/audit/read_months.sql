-- First days of the months of the orders that the run has read.
SELECT DISTINCT trunc(try_cast(order_timestamp AS TIMESTAMP_NTZ), 'MM') AS month_start
FROM source_orders
WHERE try_cast(order_timestamp AS TIMESTAMP_NTZ) IS NOT NULL
