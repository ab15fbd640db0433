-- The products that this run answers for: those it has read, and those the shop does not have any more.
SELECT product_id AS id FROM source_products
UNION
SELECT source_key FROM source_deleted WHERE source_table = 'products'
UNION
SELECT product_id FROM published_products WHERE coalesce(source, 'shop') <> 'inbox' AND :kind <> 'INCREMENT'
