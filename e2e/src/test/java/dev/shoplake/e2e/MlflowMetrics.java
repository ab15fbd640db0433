package dev.shoplake.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** What MLflow has noted of a model, asked over its REST API. */
final class MlflowMetrics {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MlflowMetrics() {}

    /** The metrics of the run behind the champion, by name. */
    static Map<String, Double> ofChampion(Map<String, String> environment) {
        var api = environment.get("SHOPLAKE_MLFLOW_URI") + "/api/2.0/mlflow/";
        var run = read(api + "registered-models/alias?name=shoplake-recommender&alias=champion")
                .required("model_version")
                .required("run_id")
                .asText();
        var metrics = new TreeMap<String, Double>();
        for (var metric : read(api + "runs/get?run_id=" + run)
                .required("run")
                .required("data")
                .required("metrics")) {
            metrics.put(
                    metric.required("key").asText(), metric.required("value").asDouble());
        }
        return metrics;
    }

    private static JsonNode read(String address) {
        try (var stream = URI.create(address).toURL().openStream()) {
            return MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(address + " does not answer", e);
        }
    }
}
