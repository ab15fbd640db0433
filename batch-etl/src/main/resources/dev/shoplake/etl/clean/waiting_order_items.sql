-- Lines of files that were set aside, perhaps as their order was not known, and whose order this run has read.
SELECT from_json(row_json, 'MAP<STRING, STRING>') AS given, source_file, 'inbox' AS row_source, -2L AS row_position
FROM published_quarantine
WHERE source = 'inbox' AND source_table = 'order_items'
    AND get_json_object(row_json, '$.order_id') IN (SELECT id FROM reach_orders)
