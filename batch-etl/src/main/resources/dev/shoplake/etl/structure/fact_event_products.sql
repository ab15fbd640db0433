-- Products that events are about: the lines of a purchase, the one product of any other event.
SELECT
    event_id,
    line_number,
    product_id,
    event_type,
    event_date,
    session_key,
    session_date,
    customer_key,
    quantity
FROM (
    SELECT event_id, 1 AS line_number, product_id, event_type, event_date, session_key, session_date, customer_key, 1L AS quantity
    FROM visits
    WHERE event_type <> 'purchase' AND product_id IS NOT NULL
    UNION ALL
    SELECT
        event_id, position + 1, item.product_id, event_type, event_date, session_key, session_date, customer_key, item.quantity
    FROM visits
    LATERAL VIEW posexplode(
        from_json(payload, 'items ARRAY<STRUCT<product_id: STRING, quantity: BIGINT>>').items
    ) AS position, item
    WHERE event_type = 'purchase'
) AS lines
