-- Orders that the lake has on these days and that were not taken: they are gone, or on another day.
SELECT DISTINCT known.id
FROM known_keys AS known
LEFT ANTI JOIN taken_orders AS taken ON taken.order_id = known.id
WHERE known.source_table = 'orders'
    AND (known.order_date IS NULL OR known.order_date >= :from AND known.order_date < :to)
