SELECT min(order_timestamp)::date::text, max(order_timestamp)::date::text FROM orders
