package dev.shoplake.stack.server;

import static java.util.stream.Collectors.joining;

import dev.shoplake.stack.airflow.AirflowClient;
import dev.shoplake.stack.home.PrivateFile;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.install.Cache;
import dev.shoplake.stack.install.Commands;
import dev.shoplake.stack.install.PythonEnvironments;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the processes of Airflow share: software, settings, accounts, and a database in the stack's PostgreSQL. */
final class Airflow {
    private static final String NAME = "airflow";
    private static final String USER = "admin";

    private final Path root;
    private final StackHome home;
    private final StackProperties properties;
    private final Cache cache;
    private final PythonEnvironments environments;
    private final PostgresServer postgres;

    Airflow(
            Path root,
            StackHome home,
            StackProperties properties,
            Cache cache,
            PythonEnvironments environments,
            PostgresServer postgres) {
        this.root = root;
        this.home = home;
        this.properties = properties;
        this.cache = cache;
        this.environments = environments;
        this.postgres = postgres;
    }

    Path software() throws IOException, InterruptedException {
        return environments.environment(NAME);
    }

    /** Writes the settings and brings the database to the software's version; the processes start at once, one does it. */
    synchronized Launch launch(List<String> arguments) throws IOException, InterruptedException, SQLException {
        Files.createDirectories(home.data(NAME));
        PrivateFile.write(passwords(), "{\"%s\": \"%s\"}%n".formatted(USER, password()));
        PrivateFile.write(configuration(), configurationText());
        migrate();
        return new Launch(command(arguments), environment(), home.data(NAME));
    }

    private List<String> command(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(software().resolve("bin/python").toString());
        command.addAll(List.of("-m", "airflow"));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** The comment on the database says which software has brought it up to date: asking Airflow takes seconds. */
    private void migrate() throws IOException, InterruptedException, SQLException {
        postgres.provision(NAME);
        var version = software().getFileName().toString();
        try (var connection = postgres.connect(NAME);
                var statement = connection.createStatement()) {
            try (var rows = statement.executeQuery("SELECT shobj_description(oid, 'pg_database') FROM pg_database"
                    + " WHERE datname = current_database()")) {
                if (rows.next() && version.equals(rows.getString(1))) {
                    return;
                }
            }
            cache.progress().report(NAME, "prepares its database");
            Commands.run(command(List.of("db", "migrate")), environment(), line -> {});
            PostgresServer.run(
                    connection, "SELECT format('COMMENT ON DATABASE %I IS %L', ?::text, ?::text)", NAME, version);
        }
    }

    /** A client with the rights of the one account there is. */
    AirflowClient client() {
        return new AirflowClient(address(), USER, password());
    }

    Map<String, String> settings() {
        return Map.of(
                "SHOPLAKE_AIRFLOW_URL", address(),
                "SHOPLAKE_AIRFLOW_USER", USER,
                "SHOPLAKE_AIRFLOW_PASSWORD", password());
    }

    /**
     * Of the processes: no secret in it, and nothing that would lead them to another Airflow of the same user. Tasks see
     * less than this, see {@code airflow/dags}.
     */
    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        sections()
                .forEach((section, options) -> options.keySet().forEach(option -> {
                    for (var source : List.of("", "_CMD", "_SECRET")) {
                        environment.put(
                                "AIRFLOW__%s__%s%s"
                                        .formatted(section, option, source)
                                        .toUpperCase(Locale.ROOT),
                                "");
                    }
                }));
        environment.putAll(Map.of(
                "AIRFLOW_HOME", home.data(NAME).toString(),
                "AIRFLOW_CONFIG", configuration().toString(),
                "SHOPLAKE_ROOT", root.toString(),
                "SHOPLAKE_HOME", home.directory().toString(),
                "SHOPLAKE_CACHE", cache.directory().toString(),
                "JAVA_HOME", System.getProperty("java.home")));
        environment.putAll(Map.of(
                "CLASSPATH", "",
                "PYTHONUNBUFFERED", "1",
                "PYTHONDONTWRITEBYTECODE", "1",
                "MALLOC_ARENA_MAX", "2",
                "PYTHONHOME", "",
                "PYTHONPATH", ""));
        return environment;
    }

    private String configurationText() {
        return sections().entrySet().stream()
                .map(section -> section.getValue().entrySet().stream()
                        .map(option -> "%s = %s%n".formatted(option.getKey(), option.getValue()))
                        .collect(joining("", "[%s]%n".formatted(section.getKey()), "%n".formatted())))
                .collect(joining());
    }

    /** Only what differs from Airflow's own defaults. */
    private Map<String, Map<String, String>> sections() {
        var sections = new LinkedHashMap<String, Map<String, String>>();
        sections.put("core", core());
        sections.put(
                "api",
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(properties.port(NAME)),
                        "base_url",
                        address(),
                        "workers",
                        "1",
                        "instance_name",
                        "Shoplake",
                        "secret_key",
                        properties.key("airflow.session").value()));
        sections.put(
                "api_auth", Map.of("jwt_secret", properties.key("airflow.token").value()));
        sections.put(
                "database",
                Map.of(
                        "sql_alchemy_conn",
                        "postgresql+psycopg2://%s:%s@127.0.0.1:%d/%s"
                                .formatted(
                                        NAME,
                                        postgres.password(NAME).value(),
                                        properties.port(postgres.name()),
                                        NAME)));
        // A task whose scheduler died is taken up within half a minute instead of five
        sections.put(
                "scheduler", Map.of("orphaned_tasks_check_interval", "20", "task_instance_heartbeat_timeout", "60"));
        sections.put("dag_processor", Map.of("parsing_processes", "1", "refresh_interval", "30"));
        sections.put("logging", Map.of("uvicorn_logging_level", "WARNING"));
        return sections;
    }

    private Map<String, String> core() {
        var core = new TreeMap<String, String>();
        core.put("dags_folder", root.resolve("airflow/dags").toString());
        core.put("dags_are_paused_at_creation", "False");
        core.put("load_examples", "False");
        core.put("executor", "LocalExecutor");
        core.put("parallelism", "2");
        core.put("hostname_callable", "airflow.utils.net.get_host_ip_address");
        core.put("execution_api_server_url", address() + "/execution/");
        core.put("fernet_key", fernetKey());
        core.put("simple_auth_manager_users", USER + ":admin");
        core.put("simple_auth_manager_passwords_file", passwords().toString());
        return core;
    }

    /** 32 bytes, as URL-safe Base64. */
    private String fernetKey() {
        byte[] key =
                HexFormat.of().parseHex(properties.key("airflow.connections").value());
        return Base64.getUrlEncoder().encodeToString(key);
    }

    private String password() {
        return properties.password(NAME).value();
    }

    private Path passwords() {
        return home.configuration(NAME).resolve("passwords.json");
    }

    private Path configuration() {
        return home.configuration(NAME).resolve("airflow.cfg");
    }

    private String address() {
        return "http://127.0.0.1:" + properties.port(NAME);
    }
}
