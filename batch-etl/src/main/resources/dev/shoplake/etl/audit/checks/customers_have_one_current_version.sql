-- severity: error
-- sentence: every customer that the shop has is current once, and one that it had at most once
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(customer_key), 1, 5)) AS detail
FROM (
    SELECT
        coalesce(known.customer_key, versions.customer_key) AS customer_key,
        coalesce(versions.current_versions, 0) AS current_versions,
        known.customer_key IS NOT NULL AS is_listed
    FROM (
        SELECT keys.customer_key
        FROM cleaned_customers AS listed
        JOIN cleaned_customer_keys AS keys ON keys.user_id = listed.customer_id
    ) AS known
    FULL JOIN (
        SELECT customer_key, count(CASE WHEN is_current THEN 1 END) AS current_versions
        FROM structured_dim_customers
        GROUP BY customer_key
    ) AS versions ON versions.customer_key = known.customer_key
) AS customers
WHERE current_versions > 1 OR is_listed AND current_versions <> 1
