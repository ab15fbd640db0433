package dev.shoplake.e2e;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The lake as an analyst sees it: SQL through Trino. */
final class Lake {
    private final String url;
    private final String user;

    Lake(Map<String, String> environment) {
        url = required(environment, "SHOPLAKE_TRINO_URL");
        user = required(environment, "SHOPLAKE_TRINO_USER");
    }

    /** All rows of a query, each value as its text, null as {@code null}. */
    List<List<String>> rows(String sql) {
        var properties = new Properties();
        properties.setProperty("user", user);
        try (var connection = DriverManager.getConnection(url, properties);
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getObject(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("query failed: " + sql, e);
        }
    }

    /** The only value of a query. */
    long number(String sql) {
        return Long.parseLong(rows(sql).getFirst().getFirst());
    }

    private static String required(Map<String, String> environment, String key) {
        var value = environment.get(key);
        if (value == null) {
            throw new IllegalStateException("the stack does not tell " + key);
        }
        return value;
    }
}
