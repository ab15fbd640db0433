-- The file as it is, in the order of its columns.
CREATE TEMPORARY TABLE staged_lines (
    line        BIGINT,
    InvoiceNo   TEXT,
    StockCode   TEXT,
    Description TEXT,
    Quantity    BIGINT,
    InvoiceDate TIMESTAMP,
    UnitPrice   NUMERIC(18, 4),
    CustomerID  TEXT,
    Country     TEXT
);
