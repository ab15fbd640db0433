-- Customers by their key, slowly changing (type 2): a version for each time from which the shop has told of them otherwise
-- than before. What was before the first is not known, so that one is valid from the beginning of time. A version ends where
-- the next begins, or where the shop has the customer no more. Whoever ordered is a customer, even if the shop's list never
-- had the row; orders of guests find the version 'guest'.
WITH told AS (
    SELECT
        customer_id,
        changed_at,
        is_deleted,
        country,
        region,
        city,
        changed_at <=> min(CASE WHEN NOT is_deleted THEN changed_at END) OVER (PARTITION BY customer_id) AS is_first,
        coalesce(NOT (
            struct(is_deleted, country, region, city)
            <=> lag(struct(is_deleted, country, region, city)) OVER by_time
        ), true) AS is_news
    FROM branch.cleaned.customer_versions
    WINDOW by_time AS (PARTITION BY customer_id ORDER BY changed_at)
),
versions AS (
    SELECT
        customer_id,
        is_deleted,
        country,
        region,
        city,
        CASE WHEN is_first THEN TIMESTAMP '0001-01-01 00:00:00' ELSE changed_at END AS valid_from,
        lead(changed_at) OVER (PARTITION BY customer_id ORDER BY changed_at) AS valid_to
    FROM told
    WHERE is_news
),
people AS (
    SELECT customer_id FROM branch.cleaned.orders WHERE customer_id IS NOT NULL
    EXCEPT
    SELECT customer_id FROM versions WHERE NOT is_deleted
)
SELECT
    known.customer_key,
    version.country,
    version.region,
    version.city,
    version.valid_from,
    version.valid_to,
    version.valid_to IS NULL AS is_current,
    md5(known.customer_key || '/' || unix_micros(version.valid_from)) AS version_key
FROM (
    SELECT customer_id, country, region, city, valid_from, valid_to FROM versions WHERE NOT is_deleted
    UNION ALL
    SELECT customer_id, NULL, NULL, NULL, TIMESTAMP '0001-01-01 00:00:00', NULL FROM people
) AS version
JOIN branch.cleaned.customer_keys AS known ON known.user_id = version.customer_id
UNION ALL
SELECT 'guest', NULL, NULL, NULL, TIMESTAMP '0001-01-01 00:00:00', NULL, true, 'guest'
