package dev.shoplake.producers.simulate;

import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.util.Map;

/**
 * What a simulation needs to know.
 *
 * @param kafka where events go
 * @param redis where the catalogue is
 * @param currency of the catalogue's prices, ISO 4217
 */
public record SimulateSettings(KafkaSettings kafka, RedisSettings redis, String currency) {
    public static SimulateSettings read(SettingsReader reader) {
        return new SimulateSettings(
                KafkaSettings.read(reader),
                RedisSettings.read(reader),
                reader.text("SHOPLAKE_SHOP_CURRENCY", "XXX", "ISO 4217 currency of prices that name none"));
    }

    public static SimulateSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }
}
