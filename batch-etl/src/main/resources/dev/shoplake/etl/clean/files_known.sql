-- Whether the lake has anything from files: bounds tell where to look, as a rule nowhere.
SELECT 1 FROM published_customers WHERE source < 'shop' OR source > 'shop'
UNION ALL
SELECT 1 FROM published_products WHERE source < 'shop' OR source > 'shop'
UNION ALL
SELECT 1 FROM published_orders WHERE source < 'shop' OR source > 'shop'
UNION ALL
SELECT 1 FROM published_order_items WHERE source < 'shop' OR source > 'shop'
UNION ALL
SELECT 1 FROM published_quarantine WHERE source = 'inbox'
