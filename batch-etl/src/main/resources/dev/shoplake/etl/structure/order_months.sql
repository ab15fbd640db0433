-- First days of the months that have orders, or had some when they were published.
SELECT trunc(order_timestamp, 'MM') AS month_start FROM branch.cleaned.orders
UNION
SELECT trunc(order_date, 'MM') FROM branch.structured.fact_sales
