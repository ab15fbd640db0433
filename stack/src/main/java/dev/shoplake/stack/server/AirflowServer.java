package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackException;
import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.process.BackgroundProcess;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One process of Airflow. */
final class AirflowServer implements Server {
    /** What a process does. */
    enum Role {
        /** Serves people, programs and running tasks over HTTP. */
        API("airflow", List.of("api-server")),
        /** Decides what is to run, and runs it. Logs are read from the disk: it need not serve them. */
        SCHEDULER("airflow-scheduler", List.of("scheduler", "--skip-serve-logs")),
        /** Reads the files of the DAGs. */
        DAGS("airflow-dags", List.of("dag-processor"));

        private final String server;

        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<String> arguments;

        Role(String server, List<String> arguments) {
            this.server = server;
            this.arguments = arguments;
        }
    }

    private final Role role;
    private final Airflow airflow;
    private final StackHome home;

    AirflowServer(Role role, Airflow airflow, StackHome home) {
        this.role = role;
        this.airflow = airflow;
        this.home = home;
    }

    @Override
    public String name() {
        return role.server;
    }

    @Override
    public List<String> needs() {
        return role == Role.API ? List.of("postgres") : List.of("postgres", Role.API.server);
    }

    @Override
    public List<String> startsAfter() {
        return List.of("postgres");
    }

    @Override
    public Group group() {
        return Group.SCHEDULE;
    }

    @Override
    public List<String> ports() {
        return role == Role.API ? List.of(name()) : List.of();
    }

    @Override
    public void install() throws IOException, InterruptedException {
        airflow.software();
    }

    @Override
    public Launch prepare() throws Exception {
        return airflow.launch(role.arguments);
    }

    /** The API server is asked for what needs a login and the database; the others by their heartbeat in the database. */
    @Override
    public void check() throws IOException, InterruptedException {
        switch (role) {
            case API -> airflow.client().get("/pools?limit=1");
            case SCHEDULER -> heartbeat("scheduler", "latest_scheduler_heartbeat");
            case DAGS -> {
                heartbeat("dag_processor", "latest_dag_processor_heartbeat");
                if (airflow.client().get("/dags?limit=1").path("total_entries").asInt() == 0) {
                    throw new StackException("Airflow has not read any DAG yet");
                }
            }
        }
    }

    private void heartbeat(String part, String last) throws IOException, InterruptedException {
        var health = airflow.client().health().path(part);
        var since = BackgroundProcess.read(home.identity(name()))
                .map(BackgroundProcess::since)
                .orElse(Instant.MAX);
        if (!health.path("status").asText().equals("healthy")
                || Instant.parse(health.path(last).asText()).isBefore(since)) {
            throw new StackException("Airflow says of its %s: %s".formatted(part, health));
        }
    }

    @Override
    public Map<String, String> settings() {
        return role == Role.API ? airflow.settings() : Map.of();
    }
}
