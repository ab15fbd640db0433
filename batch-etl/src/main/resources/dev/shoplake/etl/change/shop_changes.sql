-- PostgreSQL. First and last day of the orders that changed (themselves or a line of theirs) and that no run has read since.
-- Every run reads customers, products and lines of no order: where these changed, the newest order's day stands for them.
-- So it does for orders of no day, such as infinity. A row that does not say when it changed may have changed.
WITH newest AS (
    SELECT max(order_timestamp)::date AS day
    FROM orders
    WHERE order_timestamp >= '0001-01-02' AND order_timestamp < '9999-12-30'
),
runs AS (
    SELECT * FROM unnest(?::date[], ?::date[], ?::timestamptz[]) AS runs (window_from, window_to, moment)
),
span AS (
    SELECT ?::timestamptz AS since, ?::timestamptz AS last_run, ?::timestamptz AS until
),
changed AS (
    SELECT orders.order_timestamp, orders.updated_at
    FROM orders, span
    WHERE orders.updated_at >= span.since AND orders.updated_at <= span.until OR orders.updated_at IS NULL
    UNION ALL
    SELECT orders.order_timestamp, items.updated_at
    FROM span, order_items AS items
    JOIN orders ON orders.order_id = items.order_id
    WHERE items.updated_at >= span.since AND items.updated_at <= span.until OR items.updated_at IS NULL
),
days AS (
    SELECT day
    FROM (
        SELECT
            CASE
                WHEN order_timestamp >= '0001-01-02' AND order_timestamp < '9999-12-30' THEN order_timestamp::date
                ELSE (SELECT day FROM newest)
            END AS day,
            updated_at
        FROM changed
    ) AS of_days
    WHERE NOT EXISTS (
        SELECT 1 FROM runs WHERE day >= window_from AND day < window_to AND of_days.updated_at < runs.moment
    )
    UNION ALL
    SELECT (SELECT day FROM newest)
    FROM span
    WHERE EXISTS (SELECT 1 FROM customers WHERE updated_at >= last_run AND updated_at <= until OR updated_at IS NULL)
        OR EXISTS (SELECT 1 FROM products WHERE updated_at >= last_run AND updated_at <= until OR updated_at IS NULL)
        OR EXISTS (
            SELECT 1 FROM order_items AS items
            WHERE (updated_at >= last_run AND updated_at <= until OR updated_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM orders WHERE orders.order_id = items.order_id)
        )
)
SELECT min(day), max(day) FROM days
