-- Ids that the shop has, and neither the lake nor what was taken.
SELECT DISTINCT ids.source_key
FROM identifier(:ids) AS ids
LEFT ANTI JOIN known_keys AS known ON known.source_table = :table AND known.id = ids.source_key
LEFT ANTI JOIN identifier(:taken) AS taken ON identifier('taken.' || :id) = ids.source_key
