SELECT
    CAST(CASE WHEN rejected * 100 > extracted THEN rejected ELSE 0 END AS BIGINT) AS violations,
    concat(rejected, ' of ', extracted, ' rows') AS detail
FROM (
    SELECT
        (SELECT count(*) FROM branch.ops.quarantine WHERE run_id = :run) AS rejected,
        (SELECT sum(manifest_rows) FROM manifest_tables) AS extracted
) AS counted
