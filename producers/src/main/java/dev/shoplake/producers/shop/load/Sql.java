package dev.shoplake.producers.shop.load;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** SQL that is long enough for a file of its own. */
final class Sql {
    private Sql() {}

    /** Runs all statements of a file beside the migrations, {@code /shop/<name>}. */
    static void run(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(text(name));
        }
    }

    private static String text(String name) {
        try (var stream = requireNonNull(Sql.class.getResourceAsStream("/shop/" + name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }
}
