-- Ids that the lake holds and the shop does not.
SELECT DISTINCT known.id
FROM known_keys AS known
LEFT ANTI JOIN identifier(:ids) AS ids ON ids.source_key = known.id
WHERE known.source_table = :table
