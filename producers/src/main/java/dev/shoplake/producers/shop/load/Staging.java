package dev.shoplake.producers.shop.load;

import dev.shoplake.producers.shop.read.Column;
import dev.shoplake.producers.shop.read.CsvFile;
import dev.shoplake.producers.shop.read.WrongFileException;
import dev.shoplake.producers.shop.steps.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** The staging tables of one load: temporary, gone with the connection. */
public final class Staging {
    private static final int COPY_CHARACTERS = 1 << 16;
    private static final int PROGRESS_ROWS = 1_000;

    private final Connection connection;
    private final Steps steps;
    private final Map<ShopTable, Path> files = new LinkedHashMap<>();

    private Staging(Connection connection, Steps steps) {
        this.connection = connection;
        this.steps = steps;
    }

    static Staging create(Connection connection, Steps steps) throws SQLException {
        Sql.run(connection, "staging.sql");
        return new Staging(connection, steps);
    }

    /** Copies a file of one table and remembers which columns it gives. */
    void copy(Path file, ShopTable table) throws IOException, SQLException {
        files.put(table, file);
        var given = copy(file, table.staged(), table.columns());
        try (var insert = connection.prepareStatement("INSERT INTO given_columns VALUES (?) ON CONFLICT DO NOTHING")) {
            for (var column : given) {
                insert.setString(1, column.name());
                insert.executeUpdate();
            }
        }
    }

    /**
     * Copies a file.
     *
     * @param table a staging table: line, then the columns in this order
     * @return the columns that the file has
     */
    List<Column> copy(Path file, String table, List<Column> columns) throws IOException, SQLException {
        steps.begin("reading " + file.getFileName());
        var names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        try (var csv = CsvFile.open(file, columns)) {
            if (!csv.ignored().isEmpty()) {
                steps.note("%s: columns ignored because the shop has no place for them: %s"
                        .formatted(file, String.join(", ", csv.ignored())));
            }
            copy(csv, "COPY %s (line, %s) FROM STDIN".formatted(table, names));
            return csv.present();
        }
    }

    private void copy(CsvFile csv, String statement) throws IOException, SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        try {
            var text = new CopyText();
            long rows = 0;
            for (var row = csv.next(); row != null; row = csv.next()) {
                text.add(row);
                rows++;
                if (rows % PROGRESS_ROWS == 0) {
                    steps.rows(rows);
                }
                if (text.length() >= COPY_CHARACTERS) {
                    var bytes = text.take();
                    copy.writeToCopy(bytes, 0, bytes.length);
                }
            }
            var rest = text.take();
            copy.writeToCopy(rest, 0, rest.length);
            copy.endCopy();
            steps.rows(rows);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    /** Names what comes next to who waits. */
    void step(String name) {
        steps.begin(name);
    }

    /** Runs statements of a resource against the staging tables. */
    void run(String resource) throws SQLException {
        Sql.run(connection, resource);
    }

    /**
     * Makes sure that no key stands twice in a file.
     *
     * @throws WrongFileException naming both lines
     */
    void refuseDuplicateKeys() throws SQLException {
        for (var entry : files.entrySet()) {
            refuseDuplicateKeys(entry.getKey(), entry.getValue());
        }
    }

    private void refuseDuplicateKeys(ShopTable table, Path file) throws SQLException {
        var key = String.join(", ", table.key());
        var query = """
                SELECT line, first_line, key
                FROM (SELECT line, min(line) OVER (PARTITION BY %1$s) AS first_line, concat_ws(', ', %1$s) AS key
                      FROM %2$s) AS numbered
                WHERE line > first_line
                ORDER BY line
                LIMIT 1""".formatted(key, table.staged());
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            if (rows.next()) {
                var value = WrongFileException.shown(rows.getString("key"));
                throw WrongFileException.ofCell(
                        file,
                        rows.getLong("line"),
                        key,
                        "%s, which line %d has too".formatted(value, rows.getLong("first_line")),
                        "every key once");
            }
        }
    }
}
