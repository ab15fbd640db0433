package dev.shoplake.consumer;

import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.time.Duration;
import java.util.Map;

/**
 * Everything the consumer needs to know.
 *
 * @param http where health and metrics are asked for
 * @param group Kafka consumer group; several consumers of one group share the partitions
 * @param maxPollRecords most messages that are taken in one turn
 * @param commit when rows go to the lake
 * @param lakeHistory how long old snapshots and metadata of the raw tables stay readable; longer than any batch run
 */
public record ConsumerSettings(
        HttpSettings http,
        KafkaSettings kafka,
        RedisSettings redis,
        LakeSettings lake,
        String group,
        int maxPollRecords,
        Commit commit,
        Duration lakeHistory) {
    private static final String PREFIX = "SHOPLAKE_CONSUMER";

    /**
     * A commit to the lake is due when any of these is reached.
     *
     * @param interval age of the oldest row that waits
     * @param rows rows that wait
     * @param megabytes MiB of messages that wait
     */
    public record Commit(Duration interval, int rows, int megabytes) {}

    public static ConsumerSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish(PREFIX + "_");
        return settings;
    }

    public static ConsumerSettings read(SettingsReader reader) {
        return new ConsumerSettings(
                HttpSettings.read(reader, PREFIX, 8082),
                KafkaSettings.read(reader),
                RedisSettings.read(reader),
                LakeSettings.read(reader),
                reader.text(
                        PREFIX + "_GROUP", "shoplake-consumer", "Kafka consumer group; members share the partitions"),
                reader.integer(PREFIX + "_MAX_POLL_RECORDS", 2_000, 1, 50_000, "most messages taken in one turn"),
                new Commit(
                        reader.duration(
                                PREFIX + "_LAKE_COMMIT_INTERVAL",
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(10),
                                "rows wait at most this long for their commit to the lake"),
                        reader.integer(
                                PREFIX + "_LAKE_COMMIT_ROWS",
                                50_000,
                                1,
                                1_000_000,
                                "so many waiting rows are committed at once"),
                        reader.integer(
                                PREFIX + "_LAKE_COMMIT_MEGABYTES",
                                64,
                                1,
                                1_024,
                                "so many MiB of waiting messages are committed at once")),
                reader.duration(
                        PREFIX + "_LAKE_HISTORY",
                        Duration.ofHours(1),
                        Duration.ofHours(1),
                        Duration.ofDays(30),
                        "old snapshots and metadata of the raw tables stay readable so long"));
    }
}
