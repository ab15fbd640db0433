-- Order lines of the months to rebuild, with the person's key in place of the person, the customer as it was when it ordered,
-- and a type that says where a line counts:
-- sale   = line of a placed order with quantity > 0 and price > 0
-- return = line of a credit note with quantity < 0 and price > 0, booked on the credit note's own day
-- none   = counts nowhere (stock corrections, void orders)
SELECT /*+ BROADCAST(placed) */
    item.order_id,
    item.add_to_cart_order AS line_number,
    CAST(item.order_timestamp AS DATE) AS order_date,
    item.order_timestamp,
    date_format(item.order_timestamp, 'yyyy-MM') AS year_month,
    placed.customer_key,
    placed.country,
    item.product_id,
    CASE
        WHEN placed.booking = 'placed' AND item.quantity > 0 AND item.unit_price > 0 THEN 'sale'
        WHEN placed.booking = 'returned' AND item.quantity < 0 AND item.unit_price > 0 THEN 'return'
        ELSE 'none'
    END AS line_type,
    placed.status,
    placed.currency,
    item.quantity,
    item.unit_price,
    item.discount,
    item.quantity * item.unit_price AS amount,
    placed.customer_version_key
FROM months_order_items AS item
JOIN (
    SELECT
        orders.order_id,
        orders.status,
        orders.currency,
        kind.booking,
        known.customer_key,
        customer.country,
        coalesce(customer.version_key, 'guest') AS customer_version_key
    FROM months_orders AS orders
    JOIN order_statuses AS kind ON kind.status = orders.status
    LEFT JOIN branch.cleaned.customer_keys AS known ON known.user_id = orders.customer_id
    LEFT JOIN (
        -- Who orders after the shop has dropped the row is who it was last
        SELECT
            customer_key,
            version_key,
            country,
            valid_from,
            lead(valid_from, 1, TIMESTAMP '9999-12-31 00:00:00')
                OVER (PARTITION BY customer_key ORDER BY valid_from) AS next_from
        FROM branch.structured.dim_customers
    ) AS customer ON customer.customer_key = known.customer_key
        AND to_utc_timestamp(orders.order_timestamp, :zone) >= customer.valid_from
        AND to_utc_timestamp(orders.order_timestamp, :zone) < customer.next_from
) AS placed ON placed.order_id = item.order_id
