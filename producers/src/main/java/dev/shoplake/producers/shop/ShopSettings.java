package dev.shoplake.producers.shop;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands on the shop's back end need.
 *
 * @param postgres the shop's database
 * @param redis where the live catalogue is
 * @param root the project's folder, in which the data set of {@code shop load online-retail} lies
 */
public record ShopSettings(PostgresSettings postgres, RedisSettings redis, Path root) {
    /** Reads all keys. */
    public static ShopSettings read(SettingsReader reader) {
        return new ShopSettings(
                PostgresSettings.read(reader),
                RedisSettings.read(reader),
                Path.of(reader.text("SHOPLAKE_ROOT", ".", "the project's folder, with data/ in it")));
    }

    /** @throws dev.shoplake.runtime.settings.SettingsException naming every wrong key */
    public static ShopSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }
}
