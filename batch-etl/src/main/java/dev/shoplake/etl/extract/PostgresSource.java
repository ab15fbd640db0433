package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/** The shop's PostgreSQL database; every reading is a connection of its own that joins the snapshot. */
final class PostgresSource implements ShopSource {
    private static final int ROWS_A_FETCH = 10_000;

    /** A statement holds the ids it asks for. */
    private static final int IDS_A_STATEMENT = 10_000;

    /** Fewer rows are read sooner by one connection. */
    private static final long ROWS_A_SHARE = 200_000;

    private static final int MOST_SHARES = 8;

    private final SourceSnapshot snapshot;
    private final Map<SourceTable, List<SourceColumn>> columns;
    private final Map<SourceTable, Long> pages = new ConcurrentHashMap<>();
    private final List<String> warnings;
    private final PostgresQueries queries;

    private PostgresSource(
            SourceSnapshot snapshot, Map<SourceTable, List<SourceColumn>> columns, List<String> warnings) {
        this.snapshot = snapshot;
        this.columns = columns;
        this.warnings = List.copyOf(warnings);
        this.queries = new PostgresQueries(columns);
    }

    /** Opens a snapshot. */
    static PostgresSource open(PostgresSettings settings) {
        var snapshot = SourceSnapshot.open(settings);
        try {
            var columns = new EnumMap<SourceTable, List<SourceColumn>>(SourceTable.class);
            var warnings = new ArrayList<String>();
            for (var table : SourceTable.values()) {
                var found = snapshot.columns(table);
                columns.put(table, found.taken());
                warnings.addAll(found.warnings(table));
            }
            return new PostgresSource(snapshot, columns, warnings);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    @Override
    public String id() {
        return snapshot.id();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public String position() {
        return snapshot.position();
    }

    @Override
    public Instant moment() {
        return snapshot.moment();
    }

    @Override
    public List<SourceColumn> columns(SourceTable table) {
        return columns.getOrDefault(table, List.of());
    }

    @Override
    public int shares(SourceTable table, long rows) {
        int side = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_SHARES);
        int shares = Math.clamp(rows / ROWS_A_SHARE, 1, side);
        return shares == 1 || pages(table) == 0 ? 1 : shares;
    }

    /** The same for all shares of a table, also if it grows meanwhile. */
    private long pages(SourceTable table) {
        return pages.computeIfAbsent(table, snapshot::pages);
    }

    @Override
    public long rows(SourceTable table) {
        return count(table, new Selection.All()).orElseThrow();
    }

    @Override
    public OptionalLong count(SourceTable table, Selection selection) {
        return OptionalLong.of(asking(table, connection -> {
            if (selection instanceof Selection.Ids chosen) {
                long count = 0;
                for (int from = 0; from < chosen.ids().size(); from += IDS_A_STATEMENT) {
                    try (var statement = byIds(connection, queries.count(table, selection), chosen, from);
                            var row = statement.executeQuery()) {
                        row.next();
                        count += row.getLong(1);
                    }
                }
                return count;
            }
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(queries.count(table, selection))) {
                row.next();
                return row.getLong(1);
            }
        }));
    }

    @Override
    public void read(SourceTable table, Selection selection, Share share, RowConsumer rows) {
        asking(table, connection -> {
            if (selection instanceof Selection.Ids chosen) {
                for (int from = 0; from < chosen.ids().size(); from += IDS_A_STATEMENT) {
                    readByIds(connection, table, chosen, from, rows);
                }
            } else {
                copy(
                        connection,
                        queries.copy(table, selection, share.of() == 1 ? Pages.ALL : Pages.of(share, pages(table))),
                        columns(table).size(),
                        rows);
            }
            return 0;
        });
    }

    @Override
    public void ids(SourceTable table, RowConsumer rows) {
        asking(table, connection -> {
            copy(connection, queries.ids(table), table == SourceTable.ORDER_ITEMS ? 2 : 1, rows);
            return 0;
        });
    }

    @Override
    public List<SourceMonth> months() {
        var months = new ArrayList<SourceMonth>();
        asking(SourceTable.ORDER_ITEMS, connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute(PostgresQueries.FEW_SUMS);
                try (var row = statement.executeQuery(queries.months())) {
                    while (row.next()) {
                        months.add(new SourceMonth(
                                row.getString(1),
                                row.getString(2),
                                row.getBigDecimal(3),
                                row.getBigDecimal(4),
                                row.getBigDecimal(5),
                                row.getBigDecimal(6),
                                row.getBigDecimal(7)));
                    }
                }
            }
            return 0;
        });
        return months;
    }

    private static void copy(Connection connection, String query, int columnCount, RowConsumer rows)
            throws SQLException, IOException {
        CopiedRows.read(connection.unwrap(PGConnection.class), query, columnCount, rows);
    }

    private void readByIds(
            Connection connection, SourceTable table, Selection.Ids chosen, int from, RowConsumer consumer)
            throws SQLException, IOException {
        var row = new SourceRow(columns(table).size());
        try (var statement = byIds(connection, queries.rows(table, chosen), chosen, from);
                var found = statement.executeQuery()) {
            while (found.next()) {
                var values = new ByteArrayOutputStream();
                for (int column = 0; column < row.columns(); column++) {
                    var value = found.getBytes(column + 1);
                    row.set(column, values.size(), value == null ? -1 : value.length);
                    if (value != null) {
                        values.writeBytes(value);
                    }
                }
                row.begin(values.toByteArray());
                consumer.accept(row);
            }
        }
    }

    private static PreparedStatement byIds(Connection connection, String query, Selection.Ids chosen, int from)
            throws SQLException {
        var ids = chosen.ids()
                .subList(from, Math.min(from + IDS_A_STATEMENT, chosen.ids().size()));
        var statement = connection.prepareStatement(query);
        statement.setFetchSize(ROWS_A_FETCH);
        statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
        return statement;
    }

    @FunctionalInterface
    private interface Asking {
        long ask(Connection connection) throws SQLException, IOException;
    }

    private long asking(SourceTable table, Asking asking) {
        try (var connection = snapshot.join()) {
            return asking.ask(connection);
        } catch (SQLException e) {
            throw new RunException("table %s cannot be read: %s".formatted(table.tableName(), e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
