-- What this run says of customers: each as it is since it was changed, and the end of those that are gone. One that was gone
-- and is there again is so from this extract on, whatever it says of itself. A row that was superseded says how it was before.
SELECT
    found.customer_id,
    CASE
        WHEN found.updated_at IS NULL OR told.is_ended AND told.changed_at >= found.updated_at
            THEN CAST(:extracted_at AS TIMESTAMP)
        ELSE found.updated_at
    END AS changed_at,
    false AS is_deleted,
    found.country,
    found.region,
    found.city,
    found.postal_code
FROM found_customers AS found
LEFT JOIN (
    SELECT customer_id, max(changed_at) AS changed_at, max_by(is_deleted, changed_at) AS is_ended
    FROM published_customer_versions
    GROUP BY customer_id
) AS told ON told.customer_id = found.customer_id
LEFT JOIN published_customers AS known ON known.customer_id = found.customer_id
WHERE told.customer_id IS NULL
    OR NOT (
        struct(known.customer_id, known.updated_at, known.country, known.region, known.city, known.postal_code)
        <=> struct(found.customer_id, found.updated_at, found.country, found.region, found.city, found.postal_code)
    )
UNION ALL
SELECT customer_id, updated_at, false, country, region, city, postal_code FROM superseded_customers
UNION ALL
SELECT
    known.customer_id, CAST(:extracted_at AS TIMESTAMP), true, NULL, NULL, NULL, NULL
FROM published_customers AS known
WHERE known.customer_id IN (SELECT id FROM reach_customers)
    AND known.customer_id NOT IN (SELECT customer_id FROM found_customers)
