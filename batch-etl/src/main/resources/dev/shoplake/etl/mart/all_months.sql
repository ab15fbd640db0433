-- First days of all months that have sales or visits, or had some when they were published.
SELECT trunc(order_date, 'MM') AS month_start FROM branch.structured.fact_orders
UNION
SELECT trunc(session_date, 'MM') FROM branch.structured.fact_sessions
UNION
SELECT month_start FROM branch.marts.daily_sales
UNION
SELECT month_start FROM branch.marts.funnel
