-- severity: warning
-- sentence: at most one row in a hundred is in quarantine
SELECT
    CAST(CASE WHEN rejected * 100 > extracted THEN rejected ELSE 0 END AS BIGINT) AS violations,
    concat(rejected, ' of ', extracted, ' rows') AS detail
FROM (
    SELECT
        (SELECT count(*) FROM ops_quarantine WHERE run_id = :run) AS rejected,
        (SELECT sum(manifest_rows) FROM manifest_tables) AS extracted
) AS counted
