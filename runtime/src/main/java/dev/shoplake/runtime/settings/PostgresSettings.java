package dev.shoplake.runtime.settings;

/**
 * Where the shop's PostgreSQL database is.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 * @param user login name
 * @param password of that user
 */
public record PostgresSettings(String url, String user, Secret password) {
    public static PostgresSettings read(SettingsReader reader) {
        return new PostgresSettings(
                reader.text("SHOPLAKE_POSTGRES_URL", "the shop's database, jdbc:postgresql://host:port/database"),
                reader.text("SHOPLAKE_POSTGRES_USER", "shop", "login name in the shop's database"),
                reader.secret("SHOPLAKE_POSTGRES_PASSWORD", "password in the shop's database"));
    }
}
