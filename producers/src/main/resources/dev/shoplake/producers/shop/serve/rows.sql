SELECT {outputs}
FROM {table} AS t
WHERE ({condition}) AND {after}
ORDER BY {key}
LIMIT :limit
