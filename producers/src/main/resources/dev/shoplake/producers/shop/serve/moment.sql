-- To be asked before the snapshot is taken: a transaction that is open then was open now, or begins later. A second is taken off for one
-- that has read the clock and not shown itself yet. Readers of this API write nothing, and PostgreSQL's own workers, which have no user,
-- write no rows: neither counts.
SELECT
    least(now(), min(xact_start)) - interval '1 second',
    NOT pg_is_in_recovery() AND count(*) FILTER (WHERE query = '<insufficient privilege>') = 0
FROM pg_stat_activity
WHERE datname = current_database()
    AND usesysid IS NOT NULL
    AND pid <> pg_backend_pid()
    AND application_name IS DISTINCT FROM 'shoplake extract API'
