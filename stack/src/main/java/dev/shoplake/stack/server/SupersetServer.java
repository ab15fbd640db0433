package dev.shoplake.stack.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Superset with the dashboards of the folder {@code superset}, its metadata in SQLite, its numbers from Trino. */
final class SupersetServer implements Server {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMIN = "admin";
    private static final String READER = "reader";
    private static final String DASHBOARD = "monthly";

    private final StackHome home;
    private final StackProperties properties;
    private final PythonEnvironments environments;
    private final Path assets;
    private final Server trino;

    /**
     * A server over another.
     *
     * @param root folder of the project, which holds the dashboards
     * @param trino answers the charts' queries
     */
    SupersetServer(
            StackHome home, StackProperties properties, PythonEnvironments environments, Path root, Server trino) {
        this.home = home;
        this.properties = properties;
        this.environments = environments;
        this.assets = root.resolve("superset");
        this.trino = trino;
    }

    @Override
    public String name() {
        return "superset";
    }

    @Override
    public List<String> needs() {
        return List.of(trino.name());
    }

    /** The import of a database looks into it. */
    @Override
    public List<String> startsAfter() {
        return List.of(trino.name());
    }

    @Override
    public Group group() {
        return Group.BI;
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public void install() throws IOException, InterruptedException {
        software();
    }

    /** A changed dashboard is imported at the next start. */
    @Override
    public boolean isOutdated(Instant since) throws IOException {
        try (var files = Files.walk(assets)) {
            for (var file : files.filter(file -> file.toString().matches(".*\\.(py|yaml)"))
                    .toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isAfter(since)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One process: it brings the metadata up to date if anything has changed, then becomes the web server. */
    @Override
    public Launch prepare() throws Exception {
        var data = Files.createDirectories(home.data(name()));
        var python = software().resolve("bin/python").toString();
        var environment = new HashMap<>(settings());
        environment.put("SHOPLAKE_SUPERSET_DATABASE_URI", "sqlite:///" + data.resolve("superset.db"));
        environment.put("SHOPLAKE_SUPERSET_ENGINE_URI", engine());
        environment.put(
                "SHOPLAKE_SUPERSET_SECRET_KEY",
                properties.password("superset.secret-key").value());
        environment.put("SUPERSET_HOME", data.toString());
        environment.put("PYTHONUNBUFFERED", "1");
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("PYTHONHOME", "");
        environment.put("PYTHONPATH", "");
        return new Launch(
                List.of(
                        python,
                        assets.resolve("provision.py").toString(),
                        python,
                        "-m",
                        "gunicorn",
                        "--bind",
                        "127.0.0.1:" + properties.port(name()),
                        "--workers",
                        "1",
                        "--worker-class",
                        "gthread",
                        "--threads",
                        "8",
                        "--timeout",
                        "120",
                        "--log-level",
                        "warning",
                        "superset.app:create_app()"),
                environment,
                data);
    }

    /** Its own health address stays good when no page can be made, so a page is read, and the dashboard as a reader. */
    @Override
    public void check() throws IOException, InterruptedException {
        var page = Http.get(address() + "/login/");
        if (!page.contains("<div id=\"app\"")) {
            throw new IOException("%s/login/ holds no form".formatted(address()));
        }
        var login = Map.of("username", READER, "password", password(READER), "provider", "db");
        var answer = Http.postJson(address() + "/api/v1/security/login", JSON.writeValueAsString(login));
        Http.get(
                address() + "/api/v1/dashboard/" + DASHBOARD,
                JSON.readTree(answer).path("access_token").asText());
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "SHOPLAKE_SUPERSET_URL",
                address(),
                "SHOPLAKE_SUPERSET_ADMIN_USER",
                ADMIN,
                "SHOPLAKE_SUPERSET_ADMIN_PASSWORD",
                password(ADMIN),
                "SHOPLAKE_SUPERSET_READER_USER",
                READER,
                "SHOPLAKE_SUPERSET_READER_PASSWORD",
                password(READER));
    }

    private String password(String user) {
        return properties.password("superset." + user).value();
    }

    private String engine() {
        var settings = trino.settings();
        return "trino://%s@%s"
                .formatted(
                        settings.get("SHOPLAKE_TRINO_USER"),
                        settings.getOrDefault("SHOPLAKE_TRINO_URL", "").replace("jdbc:trino://", ""));
    }

    private String address() {
        return "http://127.0.0.1:" + properties.port(name());
    }

    private Path software() throws IOException, InterruptedException {
        return environments.environment(name());
    }
}
