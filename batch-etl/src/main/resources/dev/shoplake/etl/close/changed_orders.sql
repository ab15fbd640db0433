-- Orders of a month that are not what they were when it was closed; an amount is what the order adds to net revenue. The greatest
-- change stands first.
WITH closed AS (
    SELECT
        order_id,
        currency,
        sum(CASE line_type WHEN 'sale' THEN amount - discount WHEN 'return' THEN amount ELSE 0 END) AS amount,
        sum(CASE line_type WHEN 'sale' THEN quantity ELSE 0 END) AS units,
        sum(CASE line_type WHEN 'sale' THEN discount ELSE 0 END) AS discount,
        max(customer_key) AS customer_key
    FROM closed_sales
    WHERE line_type <> 'none' AND order_date >= :from AND order_date < :to
    GROUP BY order_id, currency
),
current AS (
    SELECT
        order_id,
        currency,
        sum(CASE line_type WHEN 'sale' THEN amount - discount WHEN 'return' THEN amount ELSE 0 END) AS amount,
        sum(CASE line_type WHEN 'sale' THEN quantity ELSE 0 END) AS units,
        sum(CASE line_type WHEN 'sale' THEN discount ELSE 0 END) AS discount,
        max(customer_key) AS customer_key
    FROM branch.structured.fact_sales
    WHERE line_type <> 'none' AND order_date >= :from AND order_date < :to
    GROUP BY order_id, currency
)
SELECT
    order_id,
    currency,
    closed.amount AS closed_amount,
    current.amount AS current_amount,
    CASE WHEN closed.amount IS NULL THEN 'added' WHEN current.amount IS NULL THEN 'removed' ELSE 'changed' END AS change
FROM closed
FULL JOIN current USING (order_id, currency)
WHERE NOT (
    closed.amount <=> current.amount
    AND closed.units <=> current.units
    AND closed.discount <=> current.discount
    AND closed.customer_key <=> current.customer_key
)
ORDER BY abs(coalesce(current.amount, 0) - coalesce(closed.amount, 0)) DESC, order_id, currency
