-- severity: error
-- sentence: a sale tells of its customer what was known when it was ordered
-- The last version that began before the order; one that has ended since is who the customer was last.
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(order_id), 1, 5)) AS detail
FROM (
    SELECT
        sales.order_id,
        sales.customer_version_key,
        sales.country,
        max_by(struct(version.version_key, version.country), version.valid_from) AS expected
    FROM (
        SELECT DISTINCT order_id, order_timestamp, customer_key, customer_version_key, country
        FROM months_fact_sales
        WHERE customer_key IS NOT NULL
    ) AS sales
    LEFT JOIN structured_dim_customers AS version
        ON version.customer_key = sales.customer_key
        AND version.valid_from <= to_utc_timestamp(sales.order_timestamp, :zone)
    GROUP BY sales.order_id, sales.customer_version_key, sales.country
) AS compared
WHERE NOT (struct(customer_version_key, country) <=> struct(expected.version_key, expected.country))
