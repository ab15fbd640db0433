-- severity: error
-- sentence: the months that this run rebuilds have the sales and returns that the shop's database counts itself
-- As of the extract's own moment. Where they differ a row was changed without a trace in updated_at.
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(difference))) AS detail
FROM compared_months
WHERE is_rebuilt
