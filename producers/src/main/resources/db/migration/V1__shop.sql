-- The shop's back end. Ids are opaque text. There are no foreign keys and no check on the status: a shop's file may hold
-- lines of unknown orders or a status nobody knows, and it is the batch that sets such rows aside with a reason.

CREATE TABLE customers (
    customer_id TEXT PRIMARY KEY,
    country     TEXT,
    region      TEXT,
    city        TEXT,
    postal_code TEXT,
    created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at  TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE products (
    product_id    TEXT PRIMARY KEY,
    product_name  TEXT,
    department_id TEXT,
    department    TEXT,
    category      TEXT,
    is_product    BOOLEAN NOT NULL DEFAULT true,
    unit_price    NUMERIC(18, 4),
    stock         BIGINT,
    created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at    TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- order_timestamp is the shop's local time; customer_id is empty for a guest.
CREATE TABLE orders (
    order_id        TEXT PRIMARY KEY,
    customer_id     TEXT,
    order_num       INTEGER,
    status          TEXT NOT NULL,
    order_timestamp TIMESTAMP NOT NULL,
    currency        TEXT,
    total_amount    NUMERIC(38, 4),
    created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at      TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- quantity and unit_price are empty where the shop gave none: such a line counts nowhere, and is not lost either.
CREATE TABLE order_items (
    order_id               TEXT    NOT NULL,
    add_to_cart_order      INTEGER NOT NULL,
    product_id             TEXT    NOT NULL,
    quantity               BIGINT,
    unit_price             NUMERIC(18, 4),
    discount               NUMERIC(18, 4) NOT NULL DEFAULT 0,
    reordered              BOOLEAN,
    days_since_prior_order INTEGER,
    created_at             TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at             TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (order_id, add_to_cart_order)
);

-- The extract reads what changed since its watermark, and orders by their day.
CREATE INDEX customers_updated_at ON customers (updated_at);
CREATE INDEX products_updated_at ON products (updated_at);
CREATE INDEX orders_updated_at ON orders (updated_at);
CREATE INDEX orders_order_timestamp ON orders (order_timestamp);
CREATE INDEX order_items_updated_at ON order_items (updated_at);
