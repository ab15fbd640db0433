package dev.shoplake.etl.close;

import dev.shoplake.contracts.lake.StructuredTables;
import dev.shoplake.etl.lake.Lake;
import dev.shoplake.etl.run.RunException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Tells of closed months what differs now, which runs touched them since, and which orders made the difference. */
public final class RestatementReport {
    private static final int ORDERS_SHOWN = 20;
    private static final String FIGURE = "    %-26s %20s %20s %20s%n";
    private static final String ORDER = "    %-26s %20s %20s  %s %s%n";
    private static final String NONE = "-";

    private final Lake lake;
    private final ZoneId zone;
    private final PrintStream out;

    /**
     * @param lake main as of one moment
     * @param zone decides the day of a close
     */
    public RestatementReport(Lake lake, ZoneId zone, PrintStream out) {
        this.lake = lake;
        this.zone = zone;
        this.out = out;
    }

    /**
     * Prints the report.
     *
     * @param only one month; null for all closed ones
     * @throws RunException if that month is not closed
     */
    public void print(@Nullable YearMonth only) {
        var closes = new TreeMap<>(MonthClose.newestCloses(lake));
        if (only != null && !closes.containsKey(only)) {
            throw new RunException("month %s is not closed; %s"
                    .formatted(only, closes.isEmpty() ? "no month is" : "closed are " + closes.keySet()));
        }
        if (closes.isEmpty()) {
            out.println("no month is closed");
            return;
        }
        var figures = Restatements.mart(lake, zone).collectAsList();
        closes.forEach((month, closedAt) -> {
            if (only == null || only.equals(month)) {
                print(
                        new ClosedMonth(month),
                        closedAt,
                        figures.stream().filter(of(month)).toList());
            }
        });
    }

    private static Predicate<Row> of(YearMonth month) {
        return row -> row.<String>getAs("year_month").equals(month.toString());
    }

    private void print(ClosedMonth month, Instant closedAt, List<Row> figures) {
        out.printf("%s, closed at %s%n", month, closedAt);
        if (figures.isEmpty()) {
            out.println("  every figure is as it was closed");
            return;
        }
        figures.stream()
                .sorted(Comparator.comparingInt(row -> Restatements.FIGURES.indexOf(row.<String>getAs("figure"))))
                .collect(Collectors.groupingBy(row -> row.<String>getAs("currency"), TreeMap::new, Collectors.toList()))
                .forEach(this::printFigures);
        printRuns(month, closedAt);
        printOrders(month);
    }

    private void printFigures(String currency, List<Row> figures) {
        out.printf(FIGURE, currency, "closed", "current", "difference");
        for (var figure : figures) {
            out.printf(
                    FIGURE,
                    figure.<String>getAs("figure"),
                    number(figure.getAs("closed_value")),
                    number(figure.getAs("current_value")),
                    signed(figure.getAs("difference")));
        }
    }

    private void printRuns(ClosedMonth month, Instant closedAt) {
        out.println("  runs since that changed the month:");
        var runs = lake.query(
                        RestatementReport.class, "runs_since", Map.of("closed_at", closedAt, "from", month.from()))
                .collectAsList();
        runs.forEach(run -> out.printf(
                "    %s, at %s: %s%n", run.getString(0), run.getTimestamp(1).toInstant(), run.getString(2)));
        if (runs.isEmpty()) {
            out.println("    none; the figures that differ are counted from earlier months");
        }
    }

    private void printOrders(ClosedMonth month) {
        lake.tagged(StructuredTables.FACT_SALES, month.tag()).createOrReplaceTempView("closed_sales");
        var orders = lake.query(
                        RestatementReport.class, "changed_orders", Map.of("from", month.from(), "to", month.to()))
                .collectAsList();
        if (orders.isEmpty()) {
            out.println("  no order of the month has changed");
            return;
        }
        out.printf(ORDER, "orders, by net revenue", "closed", "current", "", "");
        orders.stream()
                .limit(ORDERS_SHOWN)
                .forEach(order -> out.printf(
                        ORDER,
                        order.getString(0),
                        number(order.getDecimal(2)),
                        number(order.getDecimal(3)),
                        order.getString(1),
                        order.getString(4)));
        if (orders.size() > ORDERS_SHOWN) {
            out.printf("    and %,d more%n", orders.size() - ORDERS_SHOWN);
        }
    }

    private static String number(@Nullable BigDecimal value) {
        return value == null ? NONE : plain(value).toPlainString();
    }

    private static String signed(BigDecimal value) {
        return (value.signum() > 0 ? "+" : "") + number(value);
    }

    /** Without the zeros of a column that holds counts, amounts and rates alike. */
    private static BigDecimal plain(BigDecimal value) {
        var plain = value.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
