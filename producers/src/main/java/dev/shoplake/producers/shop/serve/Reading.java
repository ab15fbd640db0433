package dev.shoplake.producers.shop.serve;

import dev.shoplake.producers.shop.serve.PageRequest.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request's look at the shop: all that it asks is as of one moment. */
final class Reading implements AutoCloseable {
    /** Rows on their way from the database at a time. */
    private static final int FETCHED_ROWS = 500;

    private final Connection connection;
    private final Instant moment;
    private final Runnable onClose;

    /**
     * Takes over a connection whose transaction has begun or begins with the next question.
     *
     * @param onClose what else has to be done in the end
     */
    Reading(Connection connection, Instant moment, Runnable onClose) {
        this.connection = connection;
        this.moment = moment;
        this.onClose = onClose;
    }

    /** Takes rows as they come. */
    @FunctionalInterface
    interface RowConsumer {
        /** @param values texts and nulls, in the order of the page's outputs; not to be kept */
        void accept(@Nullable String[] values) throws IOException;
    }

    /** What the reader gives as {@code since} the next time. */
    Instant moment() {
        return moment;
    }

    Page page(PageRequest request) throws SQLException {
        var outputs = outputs(connection, request.table(), request.shape());
        var sql = NamedSql.file("page.sql", parts(request), columns(request, outputs));
        try (var statement = bound(sql, request).prepare(connection);
                var row = statement.executeQuery()) {
            if (!row.next()) {
                return new Page(outputs, 0, tag(request, outputs, "empty", List.of()), null);
            }
            long rows = row.getLong(1);
            var key = new ArrayList<String>();
            for (int i = 0; i < request.table().key().size(); i++) {
                key.add(row.getString(3 + i));
            }
            var tag = tag(request, outputs, rows + " " + row.getString(2), key);
            return new Page(outputs, rows, tag, rows < request.limit() ? null : new PageToken(moment, key));
        }
    }

    /** Hands over the rows of a page without holding more of them than a few. */
    void forEachRow(PageRequest request, Page page, RowConsumer consumer) throws SQLException, IOException {
        var sql = NamedSql.file("rows.sql", parts(request), columns(request, page.outputs()));
        try (var statement = bound(sql, request).prepare(connection)) {
            statement.setFetchSize(FETCHED_ROWS);
            try (var row = statement.executeQuery()) {
                var values = new @Nullable String[page.outputs().size()];
                while (row.next()) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = row.getString(i + 1);
                    }
                    consumer.accept(values);
                }
            }
        }
    }

    /** What a row of a table consists of now. */
    static List<Output> outputs(Connection connection, ExtractTable table, Shape shape) throws SQLException {
        var outputs = new ArrayList<Output>();
        try (var statement = NamedSql.file("columns.sql", Map.of(), Map.of())
                        .with("table", table.tableName())
                        .prepare(connection);
                var row = statement.executeQuery()) {
            while (row.next()) {
                if (shape == Shape.ROWS || table.key().contains(row.getString(1))) {
                    outputs.add(
                            new Output(row.getString(1), row.getString(2), "t.%s::text".formatted(row.getString(3))));
                }
            }
        }
        if (shape == Shape.KEYS) {
            outputs.addAll(table.countedBelow());
        }
        return outputs;
    }

    private static NamedSql bound(NamedSql sql, PageRequest request) {
        sql.with(request.selection().parameters()).with("limit", Integer.toString(request.limit()));
        var after = request.after();
        if (after != null) {
            for (int i = 0; i < after.key().size(); i++) {
                sql.with("after" + i, after.key().get(i));
            }
        }
        return sql;
    }

    private static Map<String, String> parts(PageRequest request) {
        var table = request.table();
        return Map.of(
                "table", table.tableName(),
                "condition", request.selection().condition(table),
                "after", after(request),
                "key", keys(table, column -> "t." + column),
                "keyText", keys(table, column -> "t." + column + "::text"),
                "keyBackwards", keys(table, column -> "t." + column + " DESC"));
    }

    /** What is sent; the names of columns are the shop's, quoted by its database. */
    private static Map<String, String> columns(PageRequest request, List<Output> outputs) {
        var values = outputs.stream().map(Output::expression).collect(Collectors.joining(", "));
        return Map.of(
                "outputs",
                values,
                // a snapshot stands still, so that nothing has to be compared
                "hash",
                request.snapshot() == null ? "hashtextextended(ROW(%s)::text, 0)".formatted(values) : "0");
    }

    private static String after(PageRequest request) {
        if (request.after() == null) {
            return "true";
        }
        var parameters = new ArrayList<String>();
        for (int i = 0; i < request.table().key().size(); i++) {
            parameters.add(":after" + i);
        }
        return "(%s) > (%s)".formatted(keys(request.table(), column -> "t." + column), String.join(", ", parameters));
    }

    private static String keys(ExtractTable table, UnaryOperator<String> form) {
        return table.key().stream().map(form).collect(Collectors.joining(", "));
    }

    private static String tag(PageRequest request, List<Output> outputs, String content, List<String> lastKey) {
        var snapshot = request.snapshot() == null ? "now" : request.snapshot().toString();
        var all = List.of(snapshot, outputs.toString(), content, lastKey.toString());
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            onClose.run();
        }
    }
}
