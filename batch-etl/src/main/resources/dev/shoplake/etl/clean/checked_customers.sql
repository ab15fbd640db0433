-- Customers with typed columns; reasons says why a row cannot be right. Ids are opaque and stay as they are.
SELECT
    customer_id,
    nullif(trim(country), '') AS country,
    nullif(trim(region), '') AS region,
    nullif(trim(city), '') AS city,
    nullif(trim(postal_code), '') AS postal_code,
    try_cast(created_at AS TIMESTAMP) AS created_at,
    try_cast(updated_at AS TIMESTAMP) AS updated_at,
    array_compact(array(
        CASE WHEN coalesce(trim(customer_id), '') = '' THEN 'customer_id is missing' END,
        CASE
            WHEN source.row_source <> 'shop' AND try_cast(source.updated_at AS TIMESTAMP) IS NULL
                THEN 'updated_at is not a time: ' || source.updated_at
        END
    )) AS reasons,
    coalesce(customer_id, '') AS source_key,
    CAST(NULL AS DATE) AS order_date,
    source.row_source AS source,
    source.row_position,
    source.source_file,
    struct(source.*) AS source_row
FROM judged_customers AS source
