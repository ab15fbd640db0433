MERGE INTO branch.cleaned.customer_versions AS target
USING new_customer_versions AS source
ON target.customer_id = source.customer_id AND target.changed_at = source.changed_at
WHEN MATCHED THEN UPDATE SET *
WHEN NOT MATCHED THEN INSERT *
