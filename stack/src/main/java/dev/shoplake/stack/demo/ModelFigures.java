package dev.shoplake.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** The champion's figures beside popularity's, as MLflow has them. */
final class ModelFigures {
    private static final String MODEL = "shoplake-recommender";
    private static final String POPULARITY = "popularity_";

    private final Map<String, String> environment;
    private final PrintStream output;

    ModelFigures(Map<String, String> environment, PrintStream output) {
        this.environment = environment;
        this.output = output;
    }

    void print() throws IOException, InterruptedException {
        var api = Addresses.required(environment, "SHOPLAKE_MLFLOW_URI") + "/api/2.0/mlflow/";
        try (var json = new Json()) {
            var version = json.read(api + "registered-models/alias?name=" + MODEL + "&alias=champion")
                    .required("model_version");
            var run = json.read(
                    api + "runs/get?run_id=" + version.required("run_id").asText());
            var metrics = metrics(run.required("run").required("data").path("metrics"));
            output.printf(
                    "%nThe model, version %s (full ranking of the last weeks' purchases)%n  %-14s %10s %12s%n",
                    version.required("version").asText(), "", "model", "popularity");
            metrics.forEach((name, value) -> {
                var popularity = metrics.get(POPULARITY + name);
                if (popularity != null) {
                    output.printf("  %-14s %10.4f %12.4f%n", name, value, popularity);
                }
            });
        }
    }

    private static Map<String, Double> metrics(JsonNode list) {
        var metrics = new TreeMap<String, Double>();
        for (var metric : list) {
            metrics.put(
                    metric.required("key").asText(), metric.required("value").asDouble());
        }
        return metrics;
    }
}
