-- The customers that this run answers for: those it has read, and those the shop does not have any more.
SELECT customer_id AS id FROM source_customers
UNION
SELECT source_key FROM source_deleted WHERE source_table = 'customers'
UNION
SELECT customer_id FROM published_customers WHERE coalesce(source, 'shop') <> 'inbox' AND :kind <> 'INCREMENT'
