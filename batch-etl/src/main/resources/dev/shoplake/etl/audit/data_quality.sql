-- The checks of every run for those who read the marts; the newest run is the one that publishes this.
SELECT
    run_id,
    CAST(from_utc_timestamp(checked_at, :zone) AS DATE) AS checked_on,
    check_name AS check_id,
    severity,
    detail AS sentence,
    passed,
    -- Earlier runs did not keep the number
    coalesce(violations, CASE WHEN passed THEN 0 ELSE 1 END) AS failures,
    run_id = :run AS is_newest
FROM branch.ops.audit_results
ORDER BY checked_at, run_id, check_id
