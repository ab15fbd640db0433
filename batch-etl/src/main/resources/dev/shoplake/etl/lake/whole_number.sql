-- A whole number, which may be written 6.0; empty where it is none.
CREATE OR REPLACE TEMPORARY FUNCTION whole_number(value STRING) RETURNS BIGINT
RETURN coalesce(try_cast(trim(value) AS BIGINT), try_cast(regexp_replace(trim(value), '[.]0*$', '') AS BIGINT))
