-- Runs that were published after a month was closed and changed it, with the reason as a sentence
SELECT
    runs.run_id,
    max(runs.finished_at) AS finished_at,
    'changed ' || array_join(array_sort(collect_set(months.subject)), ', ') AS reason
FROM branch.ops.runs AS runs
JOIN branch.ops.run_months AS months ON months.run_id = runs.run_id AND months.month_start = :from
GROUP BY runs.run_id
HAVING max(runs.finished_at) > :closed_at
ORDER BY finished_at, run_id
