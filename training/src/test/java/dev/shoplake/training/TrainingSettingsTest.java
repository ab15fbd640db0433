package dev.shoplake.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.ranking.ModelParameters;
import dev.shoplake.runtime.settings.SettingsException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    private static final Map<String, String> SERVERS = Map.of(
            "SHOPLAKE_S3_ENDPOINT", "http://127.0.0.1:9000",
            "SHOPLAKE_S3_ACCESS_KEY", "key",
            "SHOPLAKE_S3_SECRET_KEY", "hush",
            "SHOPLAKE_NESSIE_URI", "http://127.0.0.1:19120/api/v2",
            "SHOPLAKE_REDIS_URI", "redis://127.0.0.1:6379",
            "SHOPLAKE_REDIS_PASSWORD", "hush",
            "SHOPLAKE_MLFLOW_URI", "http://127.0.0.1:5000");

    @Test
    void takesTheDefaultsThatTheSearchHasFound() {
        var settings = TrainingSettings.from(SERVERS);

        assertThat(settings.parameters())
                .isEqualTo(new ModelParameters(64, 1, 0.3, Duration.ofDays(90), 8, InteractionWeights.DEFAULT, 0.6));
        assertThat(settings.iterations()).isEqualTo(10);
        assertThat(settings.seed()).isEqualTo(42);
        assertThat(settings.testWindow()).isEqualTo(Duration.ofDays(28));
        assertThat(settings.listLength()).isEqualTo(50);
        assertThat(settings.shopTimezone()).isEqualTo(ZoneOffset.UTC);
        assertThat(settings.sparkMaster()).isEqualTo("local[*]");
        assertThat(settings.codeVersion()).isEqualTo("unknown");
    }

    @Test
    void takesEveryKey() {
        var environment = new HashMap<>(SERVERS);
        environment.put("SHOPLAKE_SHOP_TIMEZONE", "Europe/London");
        environment.put("SHOPLAKE_SPARK_MASTER", "spark://host:7077");
        environment.put("SHOPLAKE_CODE_VERSION", "0123abc");
        environment.put("SHOPLAKE_TRAINING_ITERATIONS", "3");
        environment.put("SHOPLAKE_TRAINING_SEED", "7");
        environment.put("SHOPLAKE_TRAINING_TEST_WINDOW", "P7D");
        environment.put("SHOPLAKE_TRAINING_LIST_LENGTH", "20");
        environment.put("SHOPLAKE_TRAINING_RANK", "32");
        environment.put("SHOPLAKE_TRAINING_ALPHA", "2");
        environment.put("SHOPLAKE_TRAINING_REGULARIZATION", "0.1");
        environment.put("SHOPLAKE_TRAINING_HALF_LIFE", "P30D");
        environment.put("SHOPLAKE_TRAINING_VISIT_HALF_LIFE", "4");
        environment.put("SHOPLAKE_TRAINING_PAGE_VIEW_WEIGHT", "0.5");
        environment.put("SHOPLAKE_TRAINING_ADD_TO_CART_WEIGHT", "2.5");
        environment.put("SHOPLAKE_TRAINING_COMMENT_WEIGHT", "1.5");
        environment.put("SHOPLAKE_TRAINING_PURCHASE_WEIGHT", "6");
        environment.put("SHOPLAKE_TRAINING_BUY_AGAIN_SHARE", "0.3");

        var settings = TrainingSettings.from(environment);

        assertThat(settings)
                .isEqualTo(new TrainingSettings(
                        settings.lake(),
                        settings.redis(),
                        URI.create("http://127.0.0.1:5000"),
                        ZoneId.of("Europe/London"),
                        "spark://host:7077",
                        "0123abc",
                        new ModelParameters(
                                32, 2, 0.1, Duration.ofDays(30), 4, new InteractionWeights(0.5, 2.5, 1.5, 6), 0.3),
                        3,
                        7,
                        Duration.ofDays(7),
                        20));
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void namesEveryProblem() {
        var environment = new HashMap<>(SERVERS);
        environment.remove("SHOPLAKE_MLFLOW_URI");
        environment.put("SHOPLAKE_TRAINING_BUY_AGAIN_SHARE", "2");
        environment.put("SHOPLAKE_TRAINING_HALF_LIVE", "P1D");

        assertThatThrownBy(() -> TrainingSettings.from(environment))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("SHOPLAKE_MLFLOW_URI is missing: expected an address that starts with http:// or")
                .hasMessageContaining("SHOPLAKE_TRAINING_BUY_AGAIN_SHARE is '2': expected a number from 0.0 to 1.0")
                .hasMessageContaining(
                        "SHOPLAKE_TRAINING_HALF_LIVE is not a known key: did you mean SHOPLAKE_TRAINING_HALF_LIFE?");
    }
}
