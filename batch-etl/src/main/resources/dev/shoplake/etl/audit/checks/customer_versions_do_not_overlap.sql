-- severity: error
-- sentence: the versions of a customer begin before they end, and none begins before the one before it ends
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(customer_key), 1, 5)) AS detail
FROM (
    SELECT
        customer_key,
        valid_from,
        valid_to,
        is_current,
        lead(valid_from) OVER (PARTITION BY customer_key ORDER BY valid_from) AS next_from
    FROM structured_dim_customers
) AS versions
WHERE valid_to <= valid_from
    OR coalesce(valid_to, TIMESTAMP '9999-12-31 00:00:00') > next_from
    OR is_current <> (valid_to IS NULL)
