-- Customers by their key, one open version each. What was before the first version is not known, so it is valid from the
-- beginning of time. Whoever ordered is a customer, even if the shop's list lacks the row.
SELECT
    known.customer_key,
    customer.country,
    customer.region,
    customer.city,
    TIMESTAMP '1970-01-01 00:00:00' AS valid_from,
    CAST(NULL AS TIMESTAMP) AS valid_to,
    true AS is_current
FROM (
    SELECT customer_id FROM branch.cleaned.customers
    UNION
    SELECT customer_id FROM branch.cleaned.orders WHERE customer_id IS NOT NULL
) AS people
JOIN branch.cleaned.customer_keys AS known ON known.user_id = people.customer_id
LEFT JOIN branch.cleaned.customers AS customer ON customer.customer_id = people.customer_id
