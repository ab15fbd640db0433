package dev.shoplake.stack.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Ways to write the rows of an answer. */
final class ResultFormats {
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.DECIMAL,
            Types.NUMERIC);

    private ResultFormats() {}

    /** For people: columns as wide as their widest value, numbers to the right, the number of rows at the end. */
    static void table(ResultSet rows, PrintStream output) throws SQLException {
        var columns = rows.getMetaData();
        var lines = new ArrayList<List<String>>();
        lines.add(names(columns));
        while (rows.next()) {
            lines.add(texts(rows, columns.getColumnCount(), "NULL"));
        }
        int[] widths = new int[columns.getColumnCount()];
        for (var line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], width(line.get(column)));
            }
        }
        print(lines.getFirst(), widths, columns, output);
        output.println(String.join("  ", rules(widths)));
        for (var line : lines.subList(1, lines.size())) {
            print(line, widths, columns, output);
        }
        int count = lines.size() - 1;
        output.printf("(%,d %s)%n", count, count == 1 ? "row" : "rows");
    }

    /** RFC 4180 with a header; a missing value is an empty field without quotes. */
    static void csv(ResultSet rows, PrintStream output) throws SQLException, IOException {
        var columns = rows.getMetaData();
        var format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (var printer = new CSVPrinter(output, format)) {
            printer.printRecord(names(columns));
            while (rows.next()) {
                printer.printRecord(texts(rows, columns.getColumnCount(), null));
            }
        }
    }

    /** An array with an object for each row, a row a line. */
    static void json(ResultSet rows, PrintStream output) throws SQLException, IOException {
        var columns = rows.getMetaData();
        var writer = JsonMapper.builder().build().writer().with(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
        output.print("[");
        for (var separator = "\n"; rows.next(); separator = ",\n") {
            var object = new LinkedHashMap<String, @Nullable Object>();
            for (int column = 1; column <= columns.getColumnCount(); column++) {
                var value = rows.getObject(column);
                boolean plain = value instanceof Number || value instanceof Boolean;
                object.put(columns.getColumnLabel(column), plain ? value : rows.getString(column));
            }
            output.print(separator + writer.writeValueAsString(object));
        }
        output.println("\n]");
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        var names = new ArrayList<String>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            names.add(columns.getColumnLabel(column));
        }
        return names;
    }

    private static List<@Nullable String> texts(ResultSet rows, int columns, @Nullable String missing)
            throws SQLException {
        var texts = new ArrayList<@Nullable String>();
        for (int column = 1; column <= columns; column++) {
            var text = rows.getString(column);
            texts.add(text == null ? missing : text);
        }
        return texts;
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static List<String> rules(int[] widths) {
        var rules = new ArrayList<String>();
        for (int width : widths) {
            rules.add("-".repeat(width));
        }
        return rules;
    }

    private static void print(List<String> line, int[] widths, ResultSetMetaData columns, PrintStream output)
            throws SQLException {
        var cells = new ArrayList<String>();
        for (int column = 0; column < widths.length; column++) {
            var text = line.get(column);
            var padding = " ".repeat(widths[column] - width(text));
            cells.add(NUMBERS.contains(columns.getColumnType(column + 1)) ? padding + text : text + padding);
        }
        output.println(String.join("  ", cells).stripTrailing());
    }
}
