-- How many rows of each table of the batch name a person that is to be erased.
SELECT place, pseudonym, count(*) AS row_count
FROM (
    SELECT 'cleaned.customers' AS place, customer_id AS id FROM branch.cleaned.customers
    UNION ALL
    SELECT 'cleaned.customer_versions', customer_id FROM branch.cleaned.customer_versions
    UNION ALL
    SELECT 'cleaned.customer_keys', user_id FROM branch.cleaned.customer_keys
    UNION ALL
    SELECT 'cleaned.orders', customer_id FROM branch.cleaned.orders
    UNION ALL
    SELECT 'ops.quarantine', CASE
        WHEN source_table = 'customers' THEN source_key
        WHEN source_table = 'orders' THEN get_json_object(row_json, '$.customer_id')
    END
    FROM branch.ops.quarantine
    UNION ALL
    -- A version that tells of its customer more than the country
    SELECT 'structured.dim_customers', known.user_id
    FROM branch.structured.dim_customers AS version
    JOIN branch.cleaned.customer_keys AS known ON known.customer_key = version.customer_key
    WHERE version.region IS NOT NULL OR version.city IS NOT NULL
) AS named
JOIN persons ON persons.id = named.id
GROUP BY place, pseudonym
