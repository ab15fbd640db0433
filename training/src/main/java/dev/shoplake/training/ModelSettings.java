package dev.shoplake.training;

import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.util.Map;

/**
 * Where models are registered and where they are live.
 *
 * @param redis with the lists and the pointer
 * @param mlflow MLflow's tracking server
 */
public record ModelSettings(RedisSettings redis, URI mlflow) {
    public static ModelSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish();
        return settings;
    }

    public static ModelSettings read(SettingsReader reader) {
        return new ModelSettings(
                RedisSettings.read(reader),
                reader.uri("SHOPLAKE_MLFLOW_URI", "MLflow's tracking server", "http", "https"));
    }
}
