-- Orders with typed columns; reasons says why a row cannot be right. No customer means a guest.
SELECT
    source.order_id,
    CASE WHEN trim(source.customer_id) <> '' THEN source.customer_id END AS customer_id,
    try_cast(trim(source.order_num) AS INT) AS order_num,
    lower(trim(source.status)) AS status,
    source._time AS order_timestamp,
    coalesce(nullif(upper(trim(source.currency)), ''), :currency) AS currency,
    try_cast(trim(source.total_amount) AS DECIMAL(38, 4)) AS total_amount,
    try_cast(source.created_at AS TIMESTAMP) AS created_at,
    try_cast(source.updated_at AS TIMESTAMP) AS updated_at,
    array_compact(array(
        CASE WHEN coalesce(trim(source.order_id), '') = '' THEN 'order_id is missing' END,
        CASE
            WHEN coalesce(trim(source.status), '') = '' THEN 'status is missing'
            WHEN known.status IS NULL THEN 'status is unknown: ' || source.status
        END,
        CASE
            WHEN coalesce(trim(source.order_timestamp), '') = '' THEN 'order_timestamp is missing'
            WHEN source._time IS NULL THEN 'order_timestamp is not a time: ' || source.order_timestamp
        END,
        CASE
            WHEN source.row_source <> 'shop' AND try_cast(source.updated_at AS TIMESTAMP) IS NULL
                THEN 'updated_at is not a time: ' || source.updated_at
        END
    )) AS reasons,
    coalesce(source.order_id, '') AS source_key,
    CAST(source._time AS DATE) AS order_date,
    source.row_source AS source,
    source.row_position,
    source.source_file,
    struct(source.* EXCEPT (_time)) AS source_row
FROM (SELECT *, order_time(order_timestamp) AS _time FROM judged_orders) AS source
LEFT JOIN order_statuses AS known ON known.status = lower(trim(source.status))
