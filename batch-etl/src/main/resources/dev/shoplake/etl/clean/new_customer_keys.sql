-- A random key for everyone who has none yet: customers, whoever ordered, whoever was seen by events.
SELECT user_id, uuid() AS customer_key
FROM (
    SELECT customer_id AS user_id FROM branch.cleaned.customers
    UNION
    SELECT customer_id FROM branch.cleaned.orders WHERE customer_id IS NOT NULL
    UNION
    SELECT user_id FROM raw_events
) AS people
LEFT ANTI JOIN branch.cleaned.customer_keys AS known USING (user_id)
