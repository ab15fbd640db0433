-- Rows that were set aside keep what the same rows would have if they were read now. All their values are text.
MERGE INTO branch.ops.quarantine AS target
USING persons
ON persons.id = CASE
    WHEN target.source_table = 'customers' THEN target.source_key
    WHEN target.source_table = 'orders' THEN get_json_object(target.row_json, '$.customer_id')
END
WHEN MATCHED THEN UPDATE SET
    source_key = CASE WHEN target.source_table = 'customers' THEN persons.pseudonym ELSE target.source_key END,
    row_json = to_json(transform_values(
        map_filter(
            from_json(target.row_json, 'MAP<STRING, STRING>'),
            (name, value) -> array_contains(
                CASE WHEN target.source_table = 'customers' THEN CAST(:of_customers AS ARRAY<STRING>) ELSE CAST(:of_orders AS ARRAY<STRING>) END,
                name
            )
        ),
        (name, value) -> CASE WHEN name = 'customer_id' THEN persons.pseudonym ELSE value END
    ))
