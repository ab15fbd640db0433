package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** MLflow with its records in SQLite and its artifacts in a folder. */
final class MlflowServer implements Server {
    /** No word to the outside, and no job runner with its seven more processes. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MLFLOW_DISABLE_TELEMETRY", "true",
            "DO_NOT_TRACK", "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false",
            "PYTHONUNBUFFERED", "1",
            "MALLOC_ARENA_MAX", "2",
            "PYTHONHOME", "",
            "PYTHONPATH", "");

    private final StackHome home;
    private final StackProperties properties;
    private final PythonEnvironments environments;

    MlflowServer(StackHome home, StackProperties properties, PythonEnvironments environments) {
        this.home = home;
        this.properties = properties;
        this.environments = environments;
    }

    @Override
    public String name() {
        return "mlflow";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public void install() throws IOException, InterruptedException {
        software();
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        var artifacts = Files.createDirectories(data.resolve("artifacts"));
        return new Launch(
                List.of(
                        software().resolve("bin/python").toString(),
                        "-m",
                        "mlflow",
                        "server",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(properties.port(name())),
                        "--workers",
                        "1",
                        "--backend-store-uri",
                        "sqlite:///" + data.resolve("mlflow.db"),
                        "--artifacts-destination",
                        artifacts.toString()),
                ENVIRONMENT,
                data);
    }

    /** Its own health address stays good when the store is gone, so a question is asked that needs the store. */
    @Override
    public void check() throws IOException, InterruptedException {
        Http.postJson(address() + "/api/2.0/mlflow/experiments/search", "{\"max_results\": 1}");
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SHOPLAKE_MLFLOW_URI", address());
    }

    private String address() {
        return "http://127.0.0.1:" + properties.port(name());
    }

    private Path software() throws IOException, InterruptedException {
        return environments.environment(name());
    }
}
