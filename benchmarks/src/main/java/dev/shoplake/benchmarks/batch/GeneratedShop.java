package dev.shoplake.benchmarks.batch;

import dev.shoplake.runtime.settings.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A shop made inside its database, from a number of orders alone. */
final class GeneratedShop {
    /** The days that its orders are of. */
    static final String BEGIN = "2023-01-01 00:00:00";

    static final String END = "2026-01-01 00:00:00";
    static final int LINES_AN_ORDER = 20;

    private final PostgresSettings database;
    private final long orders;

    /** @param lines order lines, about: each order has {@value #LINES_AN_ORDER} on average */
    GeneratedShop(PostgresSettings database, long lines) {
        this.database = database;
        this.orders = lines / LINES_AN_ORDER;
    }

    /** Fills the shop's empty tables. */
    void fill() throws SQLException {
        execute("shop");
    }

    /** Changes one order in a hundred, most of them new or recent. */
    void change() throws SQLException {
        execute("changes");
    }

    private void execute(String name) throws SQLException {
        try (var connection = connect();
                var size = connection.prepareStatement("SELECT set_config('benchmark.orders', ?, false)");
                var statement = connection.createStatement()) {
            size.setString(1, Long.toString(orders));
            size.execute();
            statement.execute(text(name));
        }
    }

    /** Order lines that it has. */
    long lines() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM order_items")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.url(), database.user(), database.password().value());
    }

    private static String text(String name) {
        try (var file = GeneratedShop.class.getResourceAsStream(name + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("no file %s.sql".formatted(name));
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
