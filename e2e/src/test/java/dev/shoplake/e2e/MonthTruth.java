package dev.shoplake.e2e;

import static java.util.stream.Collectors.toMap;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The published numbers of a month, written as the dashboard's tiles write them. */
final class MonthTruth {
    private final Map<String, String> month;
    private final Map<String, String> monthBefore;

    private MonthTruth(Map<String, String> month, Map<String, String> monthBefore) {
        this.month = month;
        this.monthBefore = monthBefore;
    }

    /** The numbers of a month that is not the first one. */
    static MonthTruth of(String yearMonth) {
        var lines = Repository.lines(Repository.root().resolve("data/online-retail/monthly.csv"));
        var columns = List.of(lines.getFirst().split(","));
        int index = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).startsWith(yearMonth + ","))
                .findFirst()
                .orElseThrow();
        return new MonthTruth(row(columns, lines.get(index)), row(columns, lines.get(index - 1)));
    }

    private static Map<String, String> row(List<String> columns, String line) {
        var values = line.split(",");
        return IntStream.range(0, values.length).boxed().collect(toMap(columns::get, column -> values[column]));
    }

    String netRevenue() {
        return money("net_revenue");
    }

    String orders() {
        return String.format(Locale.UK, "%,d", Long.parseLong(text("orders")));
    }

    String averageOrderValue() {
        return money("avg_order_value");
    }

    String returningBuyers() {
        return String.format(Locale.UK, "%.1f%%", number("returning_rate", month) * 100);
    }

    /** The change of a column since the month before. */
    String change(String column) {
        double before = number(column, monthBefore);
        return String.format(
                Locale.UK, "%+.1f%% on the month before", (number(column, month) - before) / Math.abs(before) * 100);
    }

    private String money(String column) {
        return String.format(Locale.UK, "£ %,.2f", new BigDecimal(text(column)));
    }

    private String text(String column) {
        return String.valueOf(month.get(column));
    }

    private static double number(String column, Map<String, String> row) {
        return Double.parseDouble(String.valueOf(row.get(column)));
    }
}
