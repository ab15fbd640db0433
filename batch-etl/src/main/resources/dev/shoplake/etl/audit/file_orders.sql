-- Orders that files have told something of which counts: the shop knows them otherwise, or not at all. Two ranges let files be
-- skipped that hold nothing but the shop's rows.
SELECT order_id FROM cleaned_orders WHERE source < 'shop' OR source > 'shop'
UNION
SELECT order_id FROM cleaned_order_items WHERE source < 'shop' OR source > 'shop'
