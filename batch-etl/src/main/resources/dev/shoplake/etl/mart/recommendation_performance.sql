-- What came of the recommender's answers, by the day they were given and the model that gave them. To an answer belong the
-- events that carry its id and happened within 24 hours of it; one that names an answer came after it, whatever a shopper's
-- clock said.
WITH ledgers AS (
    SELECT currency
    FROM branch.structured.fact_orders AS fact_orders
    GROUP BY currency
),
answers AS (
    SELECT
        recommendation_id,
        served_at,
        CAST(from_utc_timestamp(served_at, :zone) AS DATE) AS date_day,
        coalesce(model_version, 'none') AS model_version,
        from_json(payload, 'items ARRAY<STRUCT<product_id: STRING>>').items AS items
    FROM (
        SELECT
            *,
            row_number() OVER (PARTITION BY recommendation_id ORDER BY source_partition, source_offset) AS copy_number
        FROM raw_recommendations_served
    ) AS messages
    WHERE copy_number = 1
),
responses AS (
    SELECT
        answers.recommendation_id,
        event.event_id,
        event.event_type,
        event.occurred_at,
        event.product_id,
        event.order_id
    FROM branch.structured.fact_events AS event
    JOIN answers ON answers.recommendation_id = event.recommendation_id
        AND event.occurred_at < answers.served_at + INTERVAL '24' HOUR
),
shown AS (
    SELECT DISTINCT recommendation_id, item.product_id
    FROM answers
    LATERAL VIEW explode(items) AS item
),
-- A product of an answer is opened or carted once, however often the page is loaded
shown_and_then AS (
    SELECT
        shown.recommendation_id,
        shown.product_id,
        max(CASE WHEN responses.event_type = 'page_view' THEN 1 ELSE 0 END) AS clicked,
        max(CASE WHEN responses.event_type = 'add_to_cart' THEN 1 ELSE 0 END) AS carted
    FROM shown
    LEFT JOIN responses ON responses.recommendation_id = shown.recommendation_id AND responses.product_id = shown.product_id
    GROUP BY shown.recommendation_id, shown.product_id
),
answers_and_then AS (
    SELECT recommendation_id, count(*) AS impressions, sum(clicked) AS clicks, sum(carted) AS carts
    FROM shown_and_then
    GROUP BY recommendation_id
),
days AS (
    SELECT
        answers.model_version,
        answers.date_day,
        count(*) AS answers,
        sum(coalesce(answers_and_then.impressions, 0)) AS impressions,
        sum(coalesce(answers_and_then.clicks, 0)) AS clicks,
        sum(coalesce(answers_and_then.carts, 0)) AS carts
    FROM answers
    LEFT JOIN answers_and_then USING (recommendation_id)
    GROUP BY answers.model_version, answers.date_day
),
-- An order that is told of twice belongs to the answer that was named first
purchases AS (
    SELECT recommendation_id, order_id
    FROM (
        SELECT
            recommendation_id,
            order_id,
            row_number() OVER (PARTITION BY order_id ORDER BY occurred_at, event_id) AS place
        FROM responses
        WHERE event_type = 'purchase'
    ) AS told
    WHERE place = 1
),
sales AS (
    SELECT
        answers.model_version,
        answers.date_day,
        fact_orders.currency,
        count(*) AS purchases,
        sum(fact_orders.net_revenue) AS attributed_net_revenue
    FROM purchases
    JOIN answers USING (recommendation_id)
    JOIN branch.structured.fact_orders AS fact_orders ON fact_orders.order_id = purchases.order_id AND fact_orders.sale_lines > 0
    GROUP BY answers.model_version, answers.date_day, fact_orders.currency
)
SELECT
    days.model_version,
    days.date_day,
    CAST(date_trunc('MONTH', days.date_day) AS DATE) AS month_start,
    date_format(days.date_day, 'yyyy-MM') AS year_month,
    ledgers.currency,
    days.answers,
    days.impressions,
    days.clicks,
    days.carts,
    coalesce(sales.purchases, 0) AS purchases,
    coalesce(sales.attributed_net_revenue, 0) AS attributed_net_revenue
FROM days
-- A shop without an order has answers all the same
LEFT JOIN ledgers ON true
LEFT JOIN sales ON sales.model_version = days.model_version
    AND sales.date_day = days.date_day
    AND sales.currency = ledgers.currency
ORDER BY date_day, model_version, currency
