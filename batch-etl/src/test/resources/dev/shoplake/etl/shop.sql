-- The shop's tables as the batch expects them, empty.
DROP TABLE IF EXISTS customers, products, orders, order_items;
CREATE TABLE customers (
    customer_id text PRIMARY KEY, country text, region text, city text, postal_code text,
    created_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00', updated_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00'
);
CREATE TABLE products (
    product_id text PRIMARY KEY, product_name text, department_id text, department text, category text,
    is_product boolean NOT NULL DEFAULT true, unit_price numeric(18, 4), stock bigint,
    created_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00', updated_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00'
);
CREATE TABLE orders (
    order_id text PRIMARY KEY, customer_id text, order_num integer, status text NOT NULL, order_timestamp timestamp NOT NULL,
    currency text, total_amount numeric(38, 4),
    created_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00', updated_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00'
);
CREATE TABLE order_items (
    order_id text NOT NULL, add_to_cart_order integer NOT NULL, product_id text NOT NULL, quantity bigint,
    unit_price numeric(18, 4), discount numeric(18, 4) NOT NULL DEFAULT 0, reordered boolean, days_since_prior_order integer,
    created_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00', updated_at timestamptz NOT NULL DEFAULT '2026-01-01 00:00:00+00',
    PRIMARY KEY (order_id, add_to_cart_order)
);
