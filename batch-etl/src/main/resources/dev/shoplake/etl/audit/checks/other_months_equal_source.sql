-- severity: warning
-- sentence: the months that this run leaves alone have the sales and returns that the shop's database counts itself
-- They are published like this already: a row was changed without a trace in updated_at since.
SELECT
    count(*) AS violations,
    concat_ws('; ', sort_array(collect_list(difference))) AS detail
FROM compared_months
WHERE :kind = 'INCREMENT' AND NOT is_rebuilt
