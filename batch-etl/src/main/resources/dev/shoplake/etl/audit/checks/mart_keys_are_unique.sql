-- severity: error
-- sentence: every row of a mart is there once
SELECT CAST(sum(repeated) AS BIGINT) AS violations, concat_ws(', ', collect_list(CASE WHEN repeated > 0 THEN table_name END)) AS detail
FROM (
    SELECT 'marts.monthly_kpis' AS table_name, count(*) - count(DISTINCT year_month, currency) AS repeated
    FROM marts_monthly_kpis
    UNION ALL
    SELECT 'marts.daily_sales', count(*) - count(DISTINCT date_day, currency) FROM marts_daily_sales
    UNION ALL
    SELECT 'marts.category_sales', count(*) - count(DISTINCT year_month, category, country, currency) FROM marts_category_sales
    UNION ALL
    SELECT 'marts.top_products', count(*) - count(DISTINCT year_month, product_id, currency) FROM marts_top_products
    UNION ALL
    SELECT 'marts.top_products (sales_rank)', count(*) - count(DISTINCT year_month, currency, sales_rank) FROM marts_top_products
    UNION ALL
    SELECT 'marts.funnel', count(*) - count(DISTINCT year_month, step_number) FROM marts_funnel
    UNION ALL
    SELECT 'marts.cohort_retention', count(*) - count(DISTINCT cohort_month, currency, months_since) FROM marts_cohort_retention
    UNION ALL
    SELECT 'marts.customer_ltv', count(*) - count(DISTINCT customer_key, currency) FROM marts_customer_ltv
    UNION ALL
    SELECT 'marts.rfm_segments', count(*) - count(DISTINCT customer_key, currency) FROM marts_rfm_segments
    UNION ALL
    SELECT 'marts.recommendation_performance', count(*) - count(DISTINCT model_version, date_day, coalesce(currency, ''))
    FROM marts_recommendation_performance
) AS tables
