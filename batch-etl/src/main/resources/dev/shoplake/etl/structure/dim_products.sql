-- Products by their id. One that was sold but is not listed gets a member of its own: its id is its name, and it is never
-- recommended.
SELECT
    product_id,
    coalesce(product_name, product_id) AS product_name,
    department,
    category,
    is_product,
    unit_price
FROM branch.cleaned.products
UNION ALL
SELECT DISTINCT product_id, product_id, CAST(NULL AS STRING), CAST(NULL AS STRING), false, CAST(NULL AS DECIMAL(18, 4))
FROM branch.structured.fact_sales
LEFT ANTI JOIN branch.cleaned.products AS listed USING (product_id)
