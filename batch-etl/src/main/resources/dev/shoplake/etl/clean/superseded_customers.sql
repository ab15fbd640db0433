-- What this run has read of customers and is older than what counts: how they were from that time on.
SELECT
    customer_id,
    updated_at,
    max_by(country, row_position) AS country,
    max_by(region, row_position) AS region,
    max_by(city, row_position) AS city,
    max_by(postal_code, row_position) AS postal_code
FROM checked_customers AS older
LEFT SEMI JOIN found_customers AS found
    ON found.customer_id = older.customer_id AND older.updated_at < found.updated_at
WHERE size(reasons) = 0 AND row_position >= 0
GROUP BY customer_id, updated_at
