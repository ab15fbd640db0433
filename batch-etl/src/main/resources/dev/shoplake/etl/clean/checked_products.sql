-- Products with typed columns; reasons says why a row cannot be right. What is only decoration is left empty if unreadable.
SELECT
    product_id,
    nullif(trim(product_name), '') AS product_name,
    nullif(trim(department_id), '') AS department_id,
    nullif(trim(department), '') AS department,
    nullif(trim(category), '') AS category,
    coalesce(try_cast(trim(is_product) AS BOOLEAN), true) AS is_product,
    try_cast(trim(unit_price) AS DECIMAL(18, 4)) AS unit_price,
    try_cast(trim(stock) AS BIGINT) AS stock,
    try_cast(created_at AS TIMESTAMP) AS created_at,
    try_cast(updated_at AS TIMESTAMP) AS updated_at,
    array_compact(array(
        CASE WHEN coalesce(trim(product_id), '') = '' THEN 'product_id is missing' END,
        CASE
            WHEN source.row_source <> 'shop' AND try_cast(source.updated_at AS TIMESTAMP) IS NULL
                THEN 'updated_at is not a time: ' || source.updated_at
        END
    )) AS reasons,
    coalesce(product_id, '') AS source_key,
    CAST(NULL AS DATE) AS order_date,
    source.row_source AS source,
    source.row_position,
    source.source_file,
    struct(source.*) AS source_row
FROM judged_products AS source
