package dev.shoplake.producers.collect;

import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.Secret;
import dev.shoplake.runtime.settings.SettingsReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the collector needs to know.
 *
 * @param http where it listens
 * @param apiKey what a sender must know, header {@code X-API-Key}
 * @param allowedOrigins web origins whose pages may send events from a browser; none unless set
 * @param deliveryTimeout how long a request waits for Kafka before it is answered 503
 * @param kafka where events go
 */
public record CollectorSettings(
        HttpSettings http, Secret apiKey, List<String> allowedOrigins, Duration deliveryTimeout, KafkaSettings kafka) {
    public CollectorSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    public static CollectorSettings read(SettingsReader reader) {
        // the collector's address as others see it, known here so that it is not taken for a typing error
        reader.text("SHOPLAKE_COLLECTOR_URL", "", "where senders find the collector, http://host:port");
        return new CollectorSettings(
                HttpSettings.read(reader, "SHOPLAKE_COLLECTOR", 8081),
                reader.secret("SHOPLAKE_COLLECTOR_API_KEY", "what a sender shows in the header X-API-Key"),
                origins(reader.text(
                        "SHOPLAKE_COLLECTOR_ALLOWED_ORIGINS",
                        "",
                        "web origins whose pages may send events, https://host separated by commas; none if empty")),
                reader.duration(
                        "SHOPLAKE_COLLECTOR_DELIVERY_TIMEOUT",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        "how long a request waits for Kafka before it is answered 503"),
                KafkaSettings.read(reader));
    }

    public static CollectorSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_COLLECTOR_");
        return settings;
    }

    private static List<String> origins(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(origin -> !origin.isEmpty())
                .toList();
    }
}
