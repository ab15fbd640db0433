-- A share as it is shown: six places, half-up; empty where there is nothing to take a share of.
CREATE OR REPLACE TEMPORARY FUNCTION rate(part BIGINT, whole BIGINT) RETURNS DECIMAL(18, 6)
RETURN CAST(round(CAST(part AS DECIMAL(20, 0)) / nullif(CAST(whole AS DECIMAL(20, 0)), 0), 6) AS DECIMAL(18, 6))
