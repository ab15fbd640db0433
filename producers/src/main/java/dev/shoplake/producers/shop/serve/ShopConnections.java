package dev.shoplake.producers.shop.serve;

import dev.shoplake.runtime.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Properties;

/** Connections to the shop's database that read and never write, and what they ask first. */
final class ShopConnections {
    /** As in moment.sql. */
    private static final String NAME = "shoplake extract API";

    private static final int CONNECT_SECONDS = 5;

    /** Longer than any page or count takes; a server that fell silent is given up. */
    private static final int SILENCE_SECONDS = 600;

    private final PostgresSettings settings;

    ShopConnections(PostgresSettings settings) {
        this.settings = settings;
    }

    /**
     * A connection of its own, to be closed by the caller. Times are written in UTC.
     *
     * @param idle the database ends a transaction that was asked nothing for so long: it must not outlive a lost reader
     */
    Connection open(Duration idle) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("ApplicationName", NAME);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("stringtype", "unspecified");
        // each statement is planned for its own values
        properties.setProperty("prepareThreshold", "0");
        var connection = DriverManager.getConnection(settings.url(), properties);
        try (var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            statement.execute("SET idle_in_transaction_session_timeout = " + idle.toMillis());
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Asks outside of any transaction, as it has to be known before one begins. */
    static Moment moment(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(NamedSql.text("moment.sql"))) {
            row.next();
            return new Moment(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBoolean(2));
        }
    }
}
