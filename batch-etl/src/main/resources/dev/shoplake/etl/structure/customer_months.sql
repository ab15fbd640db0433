-- First days of the months with orders whose customer is now told of otherwise, at the time of the order, than is published.
SELECT DISTINCT trunc(orders.order_timestamp, 'MM') AS month_start
FROM (
    SELECT
        coalesce(now.customer_key, before.customer_key) AS customer_key,
        min(coalesce(now.valid_from, before.valid_from)) AS affected_from
    FROM branch.structured.dim_customers AS now
    FULL JOIN published_dim_customers AS before
        ON before.customer_key = now.customer_key AND before.valid_from = now.valid_from
    WHERE NOT (
        struct(now.country, now.region, now.city, now.version_key)
        <=> struct(before.country, before.region, before.city, before.version_key)
    )
    GROUP BY 1
) AS changed
JOIN branch.cleaned.customer_keys AS known ON known.customer_key = changed.customer_key
JOIN branch.cleaned.orders AS orders ON orders.customer_id = known.user_id
WHERE to_utc_timestamp(orders.order_timestamp, :zone) >= changed.affected_from
