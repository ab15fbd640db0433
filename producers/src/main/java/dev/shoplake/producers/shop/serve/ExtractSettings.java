package dev.shoplake.producers.shop.serve;

import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;

/**
 * What {@code shop serve} needs to know.
 *
 * @param http where it listens
 * @param apiKey what a reader must know, header {@code X-API-Key}
 * @param snapshotLife a snapshot that nobody used for so long is closed
 * @param mostSnapshots how many may be open at once; each holds a connection and keeps the database from tidying up
 * @param postgres the shop's database
 */
public record ExtractSettings(
        HttpSettings http, Secret apiKey, Duration snapshotLife, int mostSnapshots, PostgresSettings postgres) {
    public static ExtractSettings read(SettingsReader reader) {
        // the API's address as others see it, known here so that it is not taken for a typing error
        reader.text("SHOPLAKE_EXTRACT_URL", "", "where the batch finds the extract API, http://host:port");
        return new ExtractSettings(
                HttpSettings.read(reader, "SHOPLAKE_EXTRACT", 8084),
                reader.secret("SHOPLAKE_EXTRACT_API_KEY", "what a reader shows in the header X-API-Key"),
                reader.duration(
                        "SHOPLAKE_EXTRACT_SNAPSHOT_LIFE",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(10),
                        Duration.ofHours(6),
                        "a snapshot that nobody used for so long is closed"),
                reader.integer("SHOPLAKE_EXTRACT_MOST_SNAPSHOTS", 4, 1, 100, "how many snapshots may be open at once"),
                PostgresSettings.read(reader));
    }

    /** @throws dev.shoplake.runtime.settings.SettingsException naming every wrong key */
    public static ExtractSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_EXTRACT_");
        return settings;
    }
}
