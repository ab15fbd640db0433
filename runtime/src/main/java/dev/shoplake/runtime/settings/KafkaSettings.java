package dev.shoplake.runtime.settings;

/**
 * Where Kafka is.
 *
 * @param bootstrapServers {@code host:port}, several separated by commas
 */
public record KafkaSettings(String bootstrapServers) {
    public static KafkaSettings read(SettingsReader reader) {
        return new KafkaSettings(
                reader.text("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "Kafka brokers, host:port separated by commas"));
    }
}
