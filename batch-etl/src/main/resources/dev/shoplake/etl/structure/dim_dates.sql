-- Every day of every year that a fact has.
SELECT
    date_day,
    CAST(date_trunc('MONTH', date_day) AS DATE) AS month_start,
    date_format(date_day, 'yyyy-MM') AS year_month,
    year(date_day) AS calendar_year,
    quarter(date_day) AS quarter_of_year,
    month(date_day) AS month_of_year,
    day(date_day) AS day_of_month,
    extract(YEAROFWEEK FROM date_day) AS iso_year,
    weekofyear(date_day) AS iso_week,
    weekday(date_day) + 1 AS iso_day_of_week,
    -- The fiscal year is named after the calendar year that it ends in
    year(add_months(date_day, (13 - :fiscal_start) % 12)) AS fiscal_year,
    quarter(add_months(date_day, (13 - :fiscal_start) % 12)) AS fiscal_quarter,
    month(add_months(date_day, (13 - :fiscal_start) % 12)) AS fiscal_month
FROM (
    SELECT explode(sequence(
        CAST(date_trunc('YEAR', min(first_day)) AS DATE),
        make_date(year(max(last_day)), 12, 31)
    )) AS date_day
    FROM (
        SELECT min(order_date) AS first_day, max(order_date) AS last_day FROM branch.structured.fact_sales
        UNION ALL
        SELECT min(session_date), max(event_date) FROM branch.structured.fact_events
    ) AS facts
) AS days
