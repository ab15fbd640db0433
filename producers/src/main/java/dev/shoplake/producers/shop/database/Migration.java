package dev.shoplake.producers.shop.database;

import dev.shoplake.runtime.settings.PostgresSettings;
import org.flywaydb.core.Flyway;

/** Brings the shop's tables to the newest version; files {@code /db/migration/V<n>__<name>.sql}, applied once each. */
public final class Migration {
    private Migration() {}

    /** What a migration did. */
    public record Outcome(int applied, String version) {}

    /** Applies what is missing; two at once wait for each other. */
    public static Outcome run(PostgresSettings settings) {
        var flyway = Flyway.configure()
                .dataSource(settings.url(), settings.user(), settings.password().value())
                .locations("classpath:db/migration")
                .load();
        var result = flyway.migrate();
        var current = flyway.info().current();
        return new Outcome(
                result.migrationsExecuted,
                current == null ? "none" : current.getVersion().getVersion());
    }
}
