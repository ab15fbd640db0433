package dev.shoplake.training.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;

/** MLflow's tracking server and model registry, in the terms of a training. One experiment, one registered model. */
public final class ModelRegistry implements AutoCloseable {
    public static final String EXPERIMENT = "shoplake-recommender";
    public static final String MODEL = "shoplake-recommender";

    /** Alias of the version that is live, or was when it was set. */
    public static final String CHAMPION = "champion";

    /** Folder of the model's files in the run's artifacts. */
    static final String MODEL_FOLDER = "model";

    private static final int LISTED_VERSIONS = 100;

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final URI uri;
    private final Clock clock;
    private final MlflowClient client;
    private final ArtifactStore artifacts;

    /**
     * @param uri of the tracking server
     * @param clock stamps runs and metrics
     */
    public ModelRegistry(URI uri, Clock clock) {
        this.uri = uri;
        this.clock = clock;
        this.client = new MlflowClient(uri.toString());
        this.artifacts = new ArtifactStore(uri);
    }

    /** A run that has been started; its end is {@link #finish} or {@link #fail}. */
    public record Run(String id, String artifactUri) {}

    /** Starts a run in the experiment, which is made if it is not there. */
    public Run start(String name, Map<String, String> tags) {
        return answering(() -> {
            // a search, because asking by name answers 404 the first time, which the client takes for a busy server
            var found = client.searchExperiments("name = '%s'".formatted(EXPERIMENT))
                    .getItems();
            var experiment = found.isEmpty()
                    ? client.createExperiment(EXPERIMENT)
                    : found.getFirst().getExperimentId();
            var run = CreateRun.newBuilder()
                    .setExperimentId(experiment)
                    .setRunName(name)
                    .setStartTime(clock.millis());
            tags.forEach(
                    (key, value) -> run.addTags(RunTag.newBuilder().setKey(key).setValue(value)));
            var info = client.createRun(run.build());
            return new Run(info.getRunId(), info.getArtifactUri());
        });
    }

    public void log(Run run, Map<String, String> parameters, Map<String, Double> metrics, Map<String, String> tags) {
        long now = clock.millis();
        answering(() -> {
            client.logBatch(
                    run.id(),
                    metrics.entrySet().stream()
                            .map(metric -> Metric.newBuilder()
                                    .setKey(metric.getKey())
                                    .setValue(metric.getValue())
                                    .setTimestamp(now)
                                    .build())
                            .toList(),
                    parameters.entrySet().stream()
                            .map(parameter -> Param.newBuilder()
                                    .setKey(parameter.getKey())
                                    .setValue(parameter.getValue())
                                    .build())
                            .toList(),
                    tags.entrySet().stream()
                            .map(tag -> RunTag.newBuilder()
                                    .setKey(tag.getKey())
                                    .setValue(tag.getValue())
                                    .build())
                            .toList());
            return run;
        });
    }

    /** Says what the run learnt from: the lake's tables as of one commit of its catalog. */
    public void logDataset(Run run, String name, String catalogCommit, JsonNode profile) {
        // a digest has at most 36 characters: the whole hash stands in the source
        var dataset = MAPPER.createObjectNode()
                .put("name", name)
                .put("digest", catalogCommit.substring(0, Math.min(36, catalogCommit.length())))
                .put("source_type", "iceberg")
                .put(
                        "source",
                        MAPPER.createObjectNode()
                                .put("catalog", "nessie")
                                .put("ref", "main")
                                .put("hash", catalogCommit)
                                .toString())
                .put("schema", "{}")
                .put("profile", profile.toString());
        var body = MAPPER.createObjectNode().put("run_id", run.id());
        var input = body.putArray("datasets").addObject();
        input.putArray("tags").addObject().put("key", "mlflow.data.context").put("value", "training");
        input.set("dataset", dataset);
        post("runs/log-inputs", body);
    }

    /** Stores the model's files; returns when the server lists them all. */
    public void upload(Run run, Map<String, byte[]> files) {
        files.forEach((name, content) -> artifacts.put(run.artifactUri(), MODEL_FOLDER + "/" + name, content));
        var listed = get("artifacts/list?run_id=%s&path=%s".formatted(run.id(), MODEL_FOLDER))
                .path("files")
                .findValuesAsText("path");
        for (var name : files.keySet()) {
            if (!listed.contains(MODEL_FOLDER + "/" + name)) {
                throw new RegistryException(
                        "MLflow at %s does not list %s of run %s after its upload: it lists %s"
                                .formatted(uri, name, run.id(), listed),
                        null);
            }
        }
    }

    /** Makes a new version of the registered model from the run's files and returns its number. */
    public int register(Run run, Map<String, String> tags) {
        createModelIfAbsent();
        var body = MAPPER.createObjectNode()
                .put("name", MODEL)
                .put("source", run.artifactUri() + "/" + MODEL_FOLDER)
                .put("run_id", run.id());
        var array = body.putArray("tags");
        tags.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
        return post("model-versions/create", body)
                .required("model_version")
                .required("version")
                .asInt();
    }

    /**
     * A version of the registered model.
     *
     * @param runId of the training that made it
     * @param champion whether the alias points at it
     */
    public record Version(int number, String runId, Instant registeredAt, boolean champion) {}

    /** The newest versions, newest first, at most {@value #LISTED_VERSIONS}. */
    public List<Version> versions() {
        var champion = "";
        for (var model : get(ofModel("registered-models/search?filter=")).path("registered_models")) {
            for (var alias : model.path("aliases")) {
                if (alias.path("alias").asText().equals(CHAMPION)) {
                    champion = alias.path("version").asText();
                }
            }
        }
        var versions = new ArrayList<Version>();
        for (var version : get(ofModel("model-versions/search?max_results=%d&order_by=version_number+DESC&filter="
                        .formatted(LISTED_VERSIONS)))
                .path("model_versions")) {
            versions.add(new Version(
                    version.required("version").asInt(),
                    version.path("run_id").asText(),
                    Instant.ofEpochMilli(version.path("creation_timestamp").asLong()),
                    version.path("version").asText().equals(champion)));
        }
        return List.copyOf(versions);
    }

    private static String ofModel(String question) {
        return question + URLEncoder.encode("name='" + MODEL + "'", StandardCharsets.UTF_8);
    }

    /** Points the alias {@link #CHAMPION} at a version. */
    public void promote(int version) {
        post(
                "registered-models/alias",
                MAPPER.createObjectNode()
                        .put("name", MODEL)
                        .put("alias", CHAMPION)
                        .put("version", Integer.toString(version)));
    }

    public void finish(Run run) {
        terminate(run, RunStatus.FINISHED);
    }

    public void fail(Run run) {
        terminate(run, RunStatus.FAILED);
    }

    @Override
    public void close() {
        artifacts.close();
        client.close();
    }

    private void terminate(Run run, RunStatus status) {
        answering(() -> {
            client.setTerminated(run.id(), status, clock.millis());
            return run;
        });
    }

    private void createModelIfAbsent() {
        if (get(ofModel("registered-models/search?filter="))
                .path("registered_models")
                .isEmpty()) {
            post(
                    "registered-models/create",
                    MAPPER.createObjectNode()
                            .put("name", MODEL)
                            .put("description", "Implicit ALS over the shop's interactions; see docs/model.md."));
        }
    }

    private JsonNode post(String path, ObjectNode body) {
        return json(answering(() -> client.sendPost(path, body.toString())));
    }

    private JsonNode get(String path) {
        return json(answering(() -> client.sendGet(path)));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("MLflow answered with something else than JSON", e);
        }
    }

    private interface Call<T> {
        T answer();
    }

    private <T> T answering(Call<T> call) {
        try {
            return call.answer();
        } catch (MlflowHttpException e) {
            throw new RegistryException(
                    "MLflow at %s refused: HTTP %d %s".formatted(uri, e.getStatusCode(), e.getBodyMessage()), e);
        } catch (MlflowClientException e) {
            throw new RegistryException("MLflow at %s does not answer: %s".formatted(uri, rootMessage(e)), e);
        }
    }

    private static String rootMessage(Throwable error) {
        var root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
