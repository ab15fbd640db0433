package dev.shoplake.recommender;

import dev.shoplake.recommender.landing.LandingSettings;
import dev.shoplake.runtime.settings.HttpSettings;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the recommender.
 *
 * @param kafka where events are read and impressions written
 * @param redis where activity, models and lists are
 * @param http where the service listens
 * @param url where clients reach it, for the log
 * @param pollInterval pause between two looks for active users
 * @param batchUsers most users ranked before their lists are written
 * @param reloadInterval pause between two looks at the live model and at trending
 * @param catalogueInterval pause between two readings of the catalogue
 * @param trendingHalfLife age at which an interaction counts half for trending
 * @param stateDirectory where Kafka Streams keeps its lock and checkpoints
 * @param landing what the front page leads to
 */
public record RecommenderSettings(
        KafkaSettings kafka,
        RedisSettings redis,
        HttpSettings http,
        URI url,
        Duration pollInterval,
        int batchUsers,
        Duration reloadInterval,
        Duration catalogueInterval,
        Duration trendingHalfLife,
        Path stateDirectory,
        LandingSettings landing) {
    private static final String PREFIX = "SHOPLAKE_RECOMMENDER";

    /** Reads all keys; problems are reported by {@link SettingsReader#finish}. */
    public static RecommenderSettings read(SettingsReader reader) {
        return new RecommenderSettings(
                KafkaSettings.read(reader),
                RedisSettings.read(reader),
                HttpSettings.read(reader, PREFIX, 8083),
                reader.uri(
                        PREFIX + "_URL",
                        URI.create("http://127.0.0.1:8083"),
                        "where clients reach the recommender",
                        "http",
                        "https"),
                reader.duration(
                        PREFIX + "_POLL_INTERVAL",
                        Duration.ofMillis(25),
                        Duration.ofMillis(1),
                        Duration.ofSeconds(10),
                        "pause between two looks for active users"),
                reader.integer(
                        PREFIX + "_BATCH_USERS", 64, 2, 10_000, "most users ranked before their lists are written"),
                reader.duration(
                        PREFIX + "_RELOAD_INTERVAL",
                        Duration.ofSeconds(1),
                        Duration.ofMillis(10),
                        Duration.ofMinutes(10),
                        "pause between two looks at the live model and at trending"),
                reader.duration(
                        PREFIX + "_CATALOGUE_INTERVAL",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(10),
                        Duration.ofHours(1),
                        "pause between two readings of the catalogue"),
                reader.duration(
                        PREFIX + "_TRENDING_HALF_LIFE",
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Duration.ofDays(3650),
                        "age at which an interaction counts half for trending; not to be changed once counting has begun"),
                temporary(reader.text(
                        PREFIX + "_STATE_DIR",
                        "shoplake-recommender",
                        "directory of Kafka Streams, one a process; relative to the system's temporary directory")),
                LandingSettings.read(reader));
    }

    public static RecommenderSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish(PREFIX + "_");
        return settings;
    }

    private static Path temporary(String directory) {
        return Path.of(System.getProperty("java.io.tmpdir")).resolve(directory);
    }
}
