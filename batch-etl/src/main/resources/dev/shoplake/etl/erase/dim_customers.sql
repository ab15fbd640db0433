-- Before the keys' persons get their pseudonyms.
MERGE INTO branch.structured.dim_customers AS target
USING (
    SELECT DISTINCT known.customer_key
    FROM branch.cleaned.customer_keys AS known
    JOIN persons ON persons.id = known.user_id
) AS known
ON known.customer_key = target.customer_key
WHEN MATCHED THEN UPDATE SET region = NULL, city = NULL
