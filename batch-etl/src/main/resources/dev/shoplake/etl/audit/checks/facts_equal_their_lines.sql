-- severity: error
-- sentence: the sales of the touched months are the cleaned order lines, value by value
SELECT
    count(*) AS violations,
    concat_ws('; ', collect_list(concat(month_start, ': ', coalesce(cleaned_lines, 0), ' lines, ', coalesce(sales_lines, 0), ' sales'))) AS detail
FROM (
    SELECT
        trunc(order_timestamp, 'MM') AS month_start,
        count(*) AS cleaned_lines,
        sum(CAST(
            xxhash64(order_id, add_to_cart_order, order_timestamp, product_id, quantity, unit_price, discount) AS DECIMAL(38, 0)
        )) AS cleaned_content
    FROM months_order_items
    GROUP BY trunc(order_timestamp, 'MM')
) AS cleaned
FULL JOIN (
    SELECT
        trunc(order_timestamp, 'MM') AS month_start,
        count(*) AS sales_lines,
        sum(CAST(
            xxhash64(order_id, line_number, order_timestamp, product_id, quantity, unit_price, discount) AS DECIMAL(38, 0)
        )) AS sales_content
    FROM months_fact_sales
    GROUP BY trunc(order_timestamp, 'MM')
) AS sales USING (month_start)
WHERE NOT (struct(cleaned_lines, cleaned_content) <=> struct(sales_lines, sales_content))
