package dev.shoplake.benchmarks.click;

import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.util.Map;

/**
 * What the benchmark talks to.
 *
 * @param postgres where customers are drawn from
 * @param redis where products are drawn from
 * @param collector where clicks are sent
 * @param collectorKey the collector's API key
 * @param recommender where lists are asked
 */
record ClickSettings(
        PostgresSettings postgres, RedisSettings redis, URI collector, Secret collectorKey, URI recommender) {
    static ClickSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = new ClickSettings(
                PostgresSettings.read(reader),
                RedisSettings.read(reader),
                reader.uri("SHOPLAKE_COLLECTOR_URL", "address of the collector", "http", "https"),
                reader.secret("SHOPLAKE_COLLECTOR_API_KEY", "API key of the collector"),
                reader.uri("SHOPLAKE_RECOMMENDER_URL", "address of the recommender", "http", "https"));
        reader.finish();
        return settings;
    }
}
