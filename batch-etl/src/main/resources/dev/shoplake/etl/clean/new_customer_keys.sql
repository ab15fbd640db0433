-- A random key for everyone who has none yet: customers, whoever ordered, whoever was seen by events of the months to rebuild
-- and of the days around them.
SELECT user_id, uuid() AS customer_key
FROM (
    SELECT customer_id AS user_id FROM branch.cleaned.customers
    UNION
    SELECT customer_id FROM branch.cleaned.orders WHERE customer_id IS NOT NULL
    UNION
    SELECT user_id
    FROM raw_events
    WHERE exists(CAST(:months AS ARRAY<DATE>), month_start ->
        occurred_at >= to_utc_timestamp(month_start - INTERVAL '1' DAY, :zone)
        AND occurred_at < to_utc_timestamp(add_months(month_start, 1) + INTERVAL '1' DAY, :zone)
    )
) AS people
LEFT ANTI JOIN branch.cleaned.customer_keys AS known USING (user_id)
