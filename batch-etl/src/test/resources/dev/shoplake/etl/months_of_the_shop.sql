-- PostgreSQL. The months by the definitions of docs/kpi.md, from the shop's own tables: nothing of the lake is used.
WITH lines AS (
    SELECT
        to_char(orders.order_timestamp, 'YYYY-MM') AS year_month,
        coalesce(nullif(upper(trim(orders.currency)), ''), 'EUR') AS currency,
        orders.order_id,
        nullif(trim(orders.customer_id), '') AS customer,
        lower(trim(orders.status)) = 'returned' AS is_return,
        items.quantity,
        items.quantity * items.unit_price AS amount,
        items.discount
    FROM order_items AS items
    JOIN orders ON orders.order_id = items.order_id
    WHERE items.unit_price > 0
        AND CASE lower(trim(orders.status))
            WHEN 'returned' THEN items.quantity < 0
            ELSE items.quantity > 0
                AND lower(trim(orders.status)) IN ('created', 'approved', 'invoiced', 'processing', 'shipped', 'delivered', 'completed')
        END
),
firsts AS (
    SELECT currency, customer, min(year_month) AS first_month
    FROM lines
    WHERE NOT is_return AND customer IS NOT NULL
    GROUP BY currency, customer
)
SELECT concat_ws('|',
    year_month,
    currency,
    round(coalesce(sum(amount) FILTER (WHERE NOT is_return), 0), 2),
    round(coalesce(sum(discount) FILTER (WHERE NOT is_return), 0), 2),
    round(coalesce(-sum(amount) FILTER (WHERE is_return), 0), 2),
    count(DISTINCT order_id) FILTER (WHERE NOT is_return),
    coalesce(sum(quantity) FILTER (WHERE NOT is_return), 0),
    count(DISTINCT customer) FILTER (WHERE NOT is_return),
    count(DISTINCT customer) FILTER (WHERE NOT is_return AND first_month = year_month)
)
FROM lines
LEFT JOIN firsts USING (currency, customer)
GROUP BY year_month, currency
ORDER BY year_month, currency
