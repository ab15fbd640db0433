SELECT attname, format_type(atttypid, atttypmod), quote_ident(attname)
FROM pg_attribute
WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
