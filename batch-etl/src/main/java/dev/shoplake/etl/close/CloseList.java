package dev.shoplake.etl.close;

import dev.shoplake.contracts.lake.CloseTables;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.LakeSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;

/** What is closed, when and with which figures; read by Iceberg alone, without Spark. */
public final class CloseList {
    private static final String LINE = "%-8s %-8s %-24s %18s %18s %9s %9s  %s%n";

    private CloseList() {}

    private record Close(
            YearMonth month,
            String currency,
            Instant closedAt,
            boolean newest,
            String run,
            BigDecimal grossSales,
            BigDecimal netRevenue,
            long orders,
            long buyers) {
        static Close of(Record row) {
            return new Close(
                    YearMonth.parse((String) row.getField("year_month")),
                    (String) row.getField("currency"),
                    ((OffsetDateTime) row.getField("closed_at")).toInstant(),
                    (Boolean) row.getField("is_newest"),
                    (String) row.getField("run_id"),
                    (BigDecimal) row.getField("gross_sales"),
                    (BigDecimal) row.getField("net_revenue"),
                    (Long) row.getField("orders"),
                    (Long) row.getField("buyers"));
        }
    }

    /**
     * Prints a line a close and currency, by month; those that a later close took the place of say so.
     *
     * @param catalog asked whether each close was done to its end
     */
    public static void print(LakeSettings settings, CatalogBranches catalog, PrintStream out) {
        var closes = read(settings);
        if (closes.isEmpty()) {
            out.println("no month is closed");
            return;
        }
        out.printf(
                LINE, "month", "currency", "closed at", "gross sales", "net revenue", "orders", "buyers", "after run");
        for (var close : closes) {
            out.printf(
                    LINE,
                    close.month(),
                    close.currency(),
                    close.closedAt(),
                    "%,.2f".formatted(close.grossSales()),
                    "%,.2f".formatted(close.netRevenue()),
                    "%,d".formatted(close.orders()),
                    "%,d".formatted(close.buyers()),
                    close.run() + remark(catalog, close));
        }
    }

    /** Months whose close was killed before its end; the next close of such a month completes it. */
    public static List<YearMonth> unfinished(LakeSettings settings, CatalogBranches catalog) {
        return read(settings).stream()
                .filter(close -> close.newest() && !isWhole(catalog, close))
                .map(Close::month)
                .distinct()
                .toList();
    }

    private static boolean isWhole(CatalogBranches catalog, Close close) {
        var month = new ClosedMonth(close.month());
        return month.message(close.closedAt()).equals(catalog.taggedMessage(month.tag()));
    }

    private static String remark(CatalogBranches catalog, Close close) {
        if (!close.newest()) {
            return " (closed again later)";
        }
        return isWhole(catalog, close) ? "" : " (not to the end: etl close-month %s)".formatted(close.month());
    }

    private static List<Close> read(LakeSettings settings) {
        var closes = new ArrayList<Close>();
        try (var tables = CatalogTables.open(settings, List.of())) {
            if (!tables.exists(CloseTables.MONTH_CLOSES)) {
                return closes;
            }
            try (var rows = IcebergGenerics.read(tables.onMain(CloseTables.MONTH_CLOSES))
                    .build()) {
                rows.forEach(row -> closes.add(Close.of(row)));
            }
        } catch (IOException e) {
            throw new RunException("ops.month_closes cannot be read: " + e.getMessage(), e);
        }
        closes.sort(Comparator.comparing(Close::month)
                .thenComparing(Close::closedAt)
                .thenComparing(Close::currency));
        return closes;
    }
}
