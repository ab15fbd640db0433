package dev.shoplake.producers.shop.database;

import dev.shoplake.runtime.settings.PostgresSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Connects to the shop's database. */
public final class Database {
    private Database() {}

    /** A connection of its own, to be closed by the caller. */
    public static Connection connect(PostgresSettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().value());
        properties.setProperty("ApplicationName", "shoplake shop");
        return DriverManager.getConnection(settings.url(), properties);
    }
}
