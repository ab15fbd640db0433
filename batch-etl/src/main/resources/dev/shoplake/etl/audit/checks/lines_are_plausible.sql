-- severity: warning
-- sentence: no sale has a discount beyond its amount, or makes more than half of a month of ten sales
SELECT count(*) AS violations, concat_ws(', ', slice(collect_set(order_id || '/' || line_number), 1, 5)) AS detail
FROM (
    SELECT
        order_id,
        line_number,
        amount,
        discount,
        sum(amount) OVER (PARTITION BY year_month, currency) AS of_month,
        count(*) OVER (PARTITION BY year_month, currency) AS sales_of_month
    FROM months_fact_sales
    WHERE line_type = 'sale'
) AS sales
WHERE discount < 0 OR discount > amount OR sales_of_month >= 10 AND amount * 2 > of_month
