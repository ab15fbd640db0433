-- The newest published run, how many checks judged it, and which of those that keep a run from being published it failed
WITH newest AS (
    SELECT run_id
    FROM lake.ops.runs
    GROUP BY run_id
    ORDER BY max(finished_at) DESC, run_id DESC
    LIMIT 1
)
SELECT
    newest.run_id,
    count(results.check_name) AS checks,
    concat_ws('; ', sort_array(collect_list(CASE
        WHEN results.severity = 'error' AND NOT results.passed THEN results.check_name || ': ' || results.detail
    END))) AS failed
FROM newest
LEFT JOIN lake.ops.audit_results AS results ON results.run_id = newest.run_id
GROUP BY newest.run_id
