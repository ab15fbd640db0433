-- Ids of dropped rows that were not taken of the shop.
SELECT DISTINCT identifier('dropped.' || :id)
FROM identifier(:dropped) AS dropped
LEFT ANTI JOIN identifier(:taken) AS taken ON identifier('taken.' || :id) = identifier('dropped.' || :id)
WHERE identifier('dropped.' || :id) IS NOT NULL
