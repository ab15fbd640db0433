package dev.shoplake.etl;

import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The queries of docs/sql.md, asked of Trino and of Spark. A row of an answer is a line, its values as text. */
final class AnalystSql {
    /** Two visits that buy and one that does not, so that the funnel has something to show. */
    static final String EVENTS = """
            SELECT id, type, moment, visitor, visitor, product, NULL, NULL, '{}', type, 0, position, TIMESTAMP '2011-12-10 00:00:00'
            FROM VALUES
                ('a1', 'page_view', TIMESTAMP '2011-10-03 09:00:00Z', 'v1', '22423', 1),
                ('a2', 'add_to_cart', TIMESTAMP '2011-10-03 09:01:00Z', 'v1', '22423', 2),
                ('a3', 'page_view', TIMESTAMP '2011-11-07 10:00:00Z', 'v2', '23084', 3),
                ('a4', 'add_to_cart', TIMESTAMP '2011-11-07 10:01:00Z', 'v2', '23084', 4),
                ('a5', 'purchase', TIMESTAMP '2011-11-07 10:02:00Z', 'v2', '23084', 5),
                ('a6', 'page_view', TIMESTAMP '2011-11-08 10:00:00Z', 'v3', '23084', 6)
                AS visits(id, type, moment, visitor, product, position)""";

    private static final Pattern QUERY =
            Pattern.compile("^### (.*?)$.*?^```sql\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private AnalystSql() {}

    /** Started when first asked, and once. */
    private static final class Trino {
        private static final Map<String, String> SETTINGS =
                LocalStack.shared("trino").environment();
    }

    /** Queries by the question they answer. */
    static Map<String, String> queries() {
        try {
            return QUERY.matcher(Files.readString(Path.of("..", "docs", "sql.md")))
                    .results()
                    .collect(Collectors.toMap(
                            found -> found.group(1), found -> found.group(2), (a, b) -> a + b, LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> askTrino(String query) {
        var settings = Trino.SETTINGS;
        var options = new Properties();
        options.setProperty("user", Objects.requireNonNull(settings.get("SHOPLAKE_TRINO_USER")));
        try (var connection = DriverManager.getConnection(settings.get("SHOPLAKE_TRINO_URL"), options);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var lines = new ArrayList<String>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                var values = new ArrayList<String>();
                for (int column = 1; column <= columns; column++) {
                    values.add(text(rows.getObject(column)));
                }
                lines.add(String.join("|", values));
            }
            return lines;
        } catch (SQLException e) {
            throw new IllegalStateException("Trino does not answer: %s%n%s".formatted(e.getMessage(), query), e);
        }
    }

    static List<String> askSpark(TestingLake lake, String query) {
        lake.rows("USE lake");
        try {
            return lake.rows(query).stream()
                    .map(row -> IntStream.range(0, row.size())
                            .mapToObj(column -> text(row.get(column)))
                            .collect(Collectors.joining("|")))
                    .toList();
        } finally {
            lake.rows("USE spark_catalog");
        }
    }

    /** A number is the same whatever type holds it and however many zeros end it. */
    private static String text(Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString())
                        .round(new MathContext(15))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(value);
    }
}
