package dev.shoplake.etl;

import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsException;
import dev.shoplake.runtime.settings.SettingsReader;
import java.util.List;
import java.util.Map;

/**
 * What an erasure needs to know.
 *
 * @param etl whose key of pseudonyms is not empty
 * @param redis where the services keep what they know of users
 */
record EraseSettings(EtlSettings etl, RedisSettings redis) {
    /**
     * The settings in an environment.
     *
     * @throws SettingsException naming what is missing or wrong
     */
    static EraseSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = new EraseSettings(EtlSettings.read(reader), RedisSettings.read(reader));
        reader.finish("SHOPLAKE_ETL_");
        if (settings.etl().erasureKey().value().isEmpty()) {
            throw new SettingsException(
                    List.of(
                            "SHOPLAKE_ERASURE_KEY is missing: expected a secret text, by which pseudonyms are made; keep it for ever"));
        }
        return settings;
    }
}
