package dev.shoplake.producers.shop.load;

import dev.shoplake.producers.shop.steps.Steps;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One load. Staging runs before the transaction that writes, so that {@code updated_at}, the time of that transaction's
 * begin, lies shortly before its commit: an extract that reads by {@code updated_at} misses nothing with a short overlap.
 */
public final class ShopLoad {
    private final Connection connection;
    private final Steps steps;

    /** @param connection used by this load alone; its temporary tables stay until it is closed */
    public ShopLoad(Connection connection, Steps steps) {
        this.connection = connection;
        this.steps = steps;
    }

    /**
     * Loads all or nothing.
     *
     * @throws dev.shoplake.producers.shop.read.WrongFileException if a file is missing or wrong
     */
    public LoadSummary run(Source source) throws IOException, SQLException {
        connection.setAutoCommit(false);
        execute("SET work_mem = '128MB'");
        var staging = Staging.create(connection, steps);
        source.stage(staging);
        steps.begin("checking the keys");
        staging.refuseDuplicateKeys();
        analyze(ShopTable.ALL.stream().map(ShopTable::staged).toList());
        connection.commit();
        var summary = write();
        connection.commit();
        steps.begin("updating the database's statistics");
        analyze(ShopTable.ALL.stream().map(ShopTable::tableName).toList());
        connection.commit();
        return summary;
    }

    private LoadSummary write() throws SQLException {
        steps.begin("deriving what the files lack");
        // readers go on; another load waits
        execute("LOCK TABLE customers, products, orders, order_items IN SHARE ROW EXCLUSIVE MODE");
        Sql.run(connection, "complete.sql");
        var tables = new ArrayList<LoadSummary.Rows>();
        for (var table : ShopTable.ALL) {
            steps.begin("writing " + table.tableName());
            long changed = execute(updateStatement(table));
            long added = execute(insertStatement(table));
            steps.rows(changed + added);
            tables.add(new LoadSummary.Rows(
                    table.tableName(), count(table.staged()), added, changed, count(table.tableName())));
        }
        return new LoadSummary(tables);
    }

    private static String updateStatement(ShopTable table) {
        var values = table.columnNames().stream()
                .filter(column -> !table.key().contains(column))
                .toList();
        return """
                UPDATE %s AS present
                SET %s, updated_at = now()
                FROM %s AS complete
                WHERE %s AND ROW(%s) IS DISTINCT FROM ROW(%s)""".formatted(
                        table.tableName(),
                        join(values, "%1$s = complete.%1$s", ", "),
                        table.complete(),
                        sameKey(table),
                        join(values, "present.%s", ", "),
                        join(values, "complete.%s", ", "));
    }

    private static String insertStatement(ShopTable table) {
        var columns = String.join(", ", table.columnNames());
        return "INSERT INTO %s (%s) SELECT %s FROM %s AS complete WHERE NOT EXISTS (SELECT FROM %s AS present WHERE %s)"
                .formatted(table.tableName(), columns, columns, table.complete(), table.tableName(), sameKey(table));
    }

    private static String sameKey(ShopTable table) {
        return join(table.key(), "present.%1$s = complete.%1$s", " AND ");
    }

    /** Names of columns come from {@link ShopTable} alone, never from a file. */
    private static String join(List<String> columns, String pattern, String separator) {
        return columns.stream().map(pattern::formatted).collect(Collectors.joining(separator));
    }

    private void analyze(List<String> tables) throws SQLException {
        execute("ANALYZE " + String.join(", ", tables));
    }

    private long execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private long count(String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
