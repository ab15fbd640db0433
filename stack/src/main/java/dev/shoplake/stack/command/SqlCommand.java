package dev.shoplake.stack.command;

import dev.shoplake.stack.Stack;
import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        description = "Asks Trino, whose catalog lake holds the tables.",
        footer = {
            "",
            "For instance: ./shoplake sql \"SELECT * FROM marts.monthly_kpis ORDER BY 1\"",
            "A closed month, as it was: ./shoplake sql --as-of-close 2011-11 \"SELECT * FROM marts.monthly_kpis\""
        })
final class SqlCommand implements Callable<Integer> {
    /** How an answer is written. */
    enum Format {
        TABLE,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "QUERY", description = "One statement, no semicolon needed.")
    private String query = "";

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--as-of-close",
            paramLabel = "MONTH",
            description = "Read marts and structured as they were when this month, such as 2011-11, was closed.")
    private @Nullable YearMonth closed;

    private final Stack stack;
    private final PrintStream output;

    SqlCommand(Stack stack, PrintStream output) {
        this.stack = stack;
        this.output = output;
    }

    @Override
    public Integer call() throws Exception {
        var given = query.strip().replaceAll(";$", "");
        var asked = closed == null ? given : new ClosedMonthSql(closed).of(given);
        var options = new Properties();
        options.setProperty("user", stack.setting("SHOPLAKE_TRINO_USER", "trino"));
        try (var connection = DriverManager.getConnection(stack.setting("SHOPLAKE_TRINO_URL", "trino"), options);
                var statement = connection.createStatement()) {
            if (!statement.execute(asked)) {
                return 0;
            }
            try (var rows = statement.getResultSet()) {
                switch (format) {
                    case TABLE -> ResultFormats.table(rows, output);
                    case CSV -> ResultFormats.csv(rows, output);
                    case JSON -> ResultFormats.json(rows, output);
                }
            }
            return 0;
        } catch (SQLException e) {
            throw new StackException(explained(e), e);
        }
    }

    private String explained(SQLException failure) {
        var message = String.valueOf(failure.getMessage());
        return closed != null && message.contains(new ClosedMonthSql(closed).tag())
                ? "month %s is not closed, or a table is younger than its close (./shoplake etl closes): %s"
                        .formatted(closed, message)
                : message;
    }
}
