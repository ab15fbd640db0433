package dev.shoplake.training;

import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.RedisSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What a training needs to know. The defaults of {@code parameters} were found by the search in docs/model.md.
 *
 * @param lake where interactions come from
 * @param redis where lists go to
 * @param mlflow MLflow's tracking server
 * @param shopTimezone zone of the orders' timestamps
 * @param sparkMaster Spark's master
 * @param codeVersion commit of the code, for the record
 * @param parameters of the model
 * @param iterations sweeps of ALS
 * @param seed of ALS' first factors
 * @param testWindow the newest part of the interactions, foretold in the time split
 * @param listLength most products in a user's list
 */
public record TrainingSettings(
        LakeSettings lake,
        RedisSettings redis,
        URI mlflow,
        ZoneId shopTimezone,
        String sparkMaster,
        String codeVersion,
        ModelParameters parameters,
        int iterations,
        int seed,
        Duration testWindow,
        int listLength) {

    public static TrainingSettings from(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = read(reader);
        reader.finish("SHOPLAKE_TRAINING_");
        return settings;
    }

    public static TrainingSettings read(SettingsReader reader) {
        return new TrainingSettings(
                LakeSettings.read(reader),
                RedisSettings.read(reader),
                reader.uri("SHOPLAKE_MLFLOW_URI", "MLflow's tracking server", "http", "https"),
                reader.zone("SHOPLAKE_SHOP_TIMEZONE", ZoneOffset.UTC, "zone of the shop's local times"),
                reader.text("SHOPLAKE_SPARK_MASTER", "local[*]", "Spark's master"),
                reader.text("SHOPLAKE_CODE_VERSION", "unknown", "commit of the code, logged with each model"),
                parameters(reader),
                reader.integer("SHOPLAKE_TRAINING_ITERATIONS", 10, 1, 100, "sweeps of ALS over items and users"),
                reader.integer("SHOPLAKE_TRAINING_SEED", 42, 0, Integer.MAX_VALUE, "seed of ALS' first factors"),
                reader.duration(
                        "SHOPLAKE_TRAINING_TEST_WINDOW",
                        Duration.ofDays(28),
                        Duration.ofHours(1),
                        Duration.ofDays(366),
                        "newest part of the interactions, held back to measure the model"),
                reader.integer("SHOPLAKE_TRAINING_LIST_LENGTH", 50, 1, 500, "most products in a user's list"));
    }

    private static ModelParameters parameters(SettingsReader reader) {
        return new ModelParameters(
                reader.integer("SHOPLAKE_TRAINING_RANK", 64, 1, 512, "length of a factor vector"),
                reader.number("SHOPLAKE_TRAINING_ALPHA", 1, 0.001, 1_000, "confidence added per unit of weight"),
                reader.number("SHOPLAKE_TRAINING_REGULARIZATION", 0.3, 0.0001, 100, "penalty per interaction of a row"),
                reader.duration(
                        "SHOPLAKE_TRAINING_HALF_LIFE",
                        Duration.ofDays(90),
                        Duration.ofHours(1),
                        Duration.ofDays(36_500),
                        "age at which an interaction counts half when factors are trained"),
                reader.number(
                        "SHOPLAKE_TRAINING_VISIT_HALF_LIFE",
                        8,
                        0.1,
                        1_000_000,
                        "later visits after which an interaction counts half when its user is ranked for"),
                weights(reader),
                reader.number(
                        "SHOPLAKE_TRAINING_BUY_AGAIN_SHARE",
                        0.6,
                        0,
                        1,
                        "share of buy-again in a score; the rest is ALS"));
    }

    private static InteractionWeights weights(SettingsReader reader) {
        var usual = InteractionWeights.DEFAULT;
        return new InteractionWeights(
                weight(reader, "PAGE_VIEW", usual.pageView(), "weight of a page view"),
                weight(reader, "ADD_TO_CART", usual.addToCart(), "weight of an add to cart"),
                weight(reader, "COMMENT", usual.comment(), "weight of a comment rated 3 or more"),
                weight(reader, "PURCHASE", usual.purchase(), "weight of a purchased line"));
    }

    private static double weight(SettingsReader reader, String interaction, double usual, String meaning) {
        return reader.number("SHOPLAKE_TRAINING_%s_WEIGHT".formatted(interaction), usual, 0, 1_000, meaning);
    }
}
