-- When an order was placed, as the shop writes it; empty where that is no time that an order can have. The very first and the
-- very last day that a calendar knows are what programs write where they have no time.
CREATE OR REPLACE TEMPORARY FUNCTION order_time(value STRING) RETURNS TIMESTAMP_NTZ
RETURN CASE
    WHEN try_cast(value AS TIMESTAMP_NTZ) >= TIMESTAMP_NTZ '0001-01-02 00:00:00'
        AND try_cast(value AS TIMESTAMP_NTZ) < TIMESTAMP_NTZ '9999-12-30 00:00:00'
        THEN try_cast(value AS TIMESTAMP_NTZ)
END
