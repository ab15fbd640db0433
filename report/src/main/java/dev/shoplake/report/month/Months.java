package dev.shoplake.report.month;

import dev.shoplake.report.dashboard.Filter;
import dev.shoplake.report.superset.Superset;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The months that the data holds.
 *
 * @param complete whether the data covers a month to its end
 */
public record Months(SortedMap<YearMonth, Boolean> complete) {
    private static final String MONTH = "year_month";
    private static final String COMPLETE = "is_complete";

    public Months {
        complete = new TreeMap<>(complete);
    }

    /** Asks the dataset of the dashboard's filter of months. */
    public static Months read(Superset superset, Filter filter) {
        var months = new TreeMap<YearMonth, Boolean>();
        for (var row : filter.rows(superset, List.of(MONTH, COMPLETE))) {
            months.put(
                    YearMonth.parse(row.path(MONTH).asText()),
                    row.path(COMPLETE).asBoolean());
        }
        return new Months(months);
    }

    /**
     * Whether the data covers a month to its end.
     *
     * @throws UnknownMonthException if it does not hold the month at all
     */
    public boolean isComplete(YearMonth month) {
        var found = complete.get(month);
        if (found == null) {
            throw new UnknownMonthException(
                    complete.isEmpty()
                            ? "there is no month in the data yet"
                            : "there is no month %s in the data: expected one from %s to %s"
                                    .formatted(month, complete.firstKey(), complete.lastKey()));
        }
        return found;
    }
}
