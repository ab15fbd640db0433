-- Before a page is sent: how many rows it has, a hash over all that would be sent, and its last key.
WITH page AS (
    SELECT {key}, {hash} AS hash
    FROM {table} AS t
    WHERE ({condition}) AND {after}
    ORDER BY {key}
    LIMIT :limit
)
SELECT count(*) OVER (), (sum(hash) OVER ())::text, {keyText}
FROM page AS t
ORDER BY {keyBackwards}
LIMIT 1
