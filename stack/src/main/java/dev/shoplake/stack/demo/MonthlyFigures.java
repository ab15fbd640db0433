package dev.shoplake.stack.demo;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** The months as {@code marts.monthly_kpis} has them, asked through Trino. */
final class MonthlyFigures {
    private static final String QUERY = """
            SELECT year_month, currency, orders, net_revenue, buyers, returning_rate, conversion_rate, is_complete
            FROM marts.monthly_kpis
            ORDER BY year_month, currency
            """;

    private final Map<String, String> environment;
    private final PrintStream output;

    MonthlyFigures(Map<String, String> environment, PrintStream output) {
        this.environment = environment;
        this.output = output;
    }

    void print() throws SQLException {
        output.printf(
                "%nThe months%n  %-9s %8s %16s %8s %10s %11s%n",
                "month", "orders", "net revenue", "buyers", "returning", "conversion");
        var url = Addresses.required(environment, "SHOPLAKE_TRINO_URL");
        var user = Addresses.required(environment, "SHOPLAKE_TRINO_USER");
        try (var connection = DriverManager.getConnection(url, user, null);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                output.printf(
                        "  %-9s %,8d %,12.2f %s %,8d %10s %11s%s%n",
                        rows.getString("year_month"),
                        rows.getLong("orders"),
                        rows.getBigDecimal("net_revenue"),
                        rows.getString("currency"),
                        rows.getLong("buyers"),
                        percent(rows.getBigDecimal("returning_rate")),
                        percent(rows.getBigDecimal("conversion_rate")),
                        rows.getBoolean("is_complete") ? "" : "  (not complete)");
            }
        }
    }

    private static String percent(@org.jspecify.annotations.Nullable BigDecimal share) {
        return share == null ? "–" : "%.1f %%".formatted(share.movePointRight(2));
    }
}
