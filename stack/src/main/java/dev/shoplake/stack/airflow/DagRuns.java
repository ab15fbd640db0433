package dev.shoplake.stack.airflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts runs of DAGs, follows them to their end, and lists them. */
public final class DagRuns {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Set<String> ENDS = Set.of("success", "failed");
    private static final Set<String> AT_WORK = Set.of("scheduled", "queued", "running", "restarting");

    private final AirflowClient client;
    private final Clock clock;
    private final PrintStream output;

    public DagRuns(AirflowClient client, Clock clock, PrintStream output) {
        this.client = client;
        this.clock = clock;
        this.output = output;
    }

    /**
     * Starts a run. It has this moment as its logical date: without one it would have no data interval.
     *
     * @param conf what its parameters are set to
     * @return its id
     * @throws StackException if the DAG has no such parameter: Airflow would pass over it
     */
    public String trigger(String dag, ObjectNode conf) throws IOException, InterruptedException {
        if (!conf.isEmpty()) {
            var parameters =
                    client.get("/dags/%s/details".formatted(quoted(dag))).path("params");
            for (var property : conf.properties()) {
                if (!parameters.has(property.getKey())) {
                    throw new StackException("%s takes no --%s".formatted(dag, property.getKey()));
                }
            }
        }
        var request = JsonNodeFactory.instance
                .objectNode()
                .put("logical_date", clock.instant().toString());
        request.set("conf", conf);
        var run = client.post("/dags/%s/dagRuns".formatted(quoted(dag)), request);
        var id = run.required("dag_run_id").asText();
        output.printf("%s: run %s %s%n", dag, id, run.path("state").asText());
        return id;
    }

    /**
     * Tells each change of the state of a run's tasks until it has ended.
     *
     * @return whether the run succeeded
     */
    public boolean follow(String dag, String run) throws IOException, InterruptedException {
        var path = "/dags/%s/dagRuns/%s".formatted(quoted(dag), quoted(run));
        var told = new HashMap<String, String>();
        while (true) {
            // The run first: when it has ended, its tasks have
            var state = client.get(path).path("state").asText();
            for (var task : client.get(path + "/taskInstances?limit=100").path("task_instances")) {
                tell(task, told);
            }
            if (ENDS.contains(state)) {
                output.printf("%s: %s%n", dag, state);
                return state.equals("success");
            }
            Thread.sleep(POLL);
        }
    }

    private void tell(JsonNode task, Map<String, String> told) {
        var state = task.path("state").asText("waiting");
        var seen = state + task.path("try_number").asInt();
        if (state.equals("waiting") || seen.equals(told.put(task.path("task_id").asText(), seen))) {
            return;
        }
        output.printf(
                "  %-16s %-18s%s%s%n",
                task.path("task_id").asText(),
                state,
                !AT_WORK.contains(state) && task.path("duration").isNumber()
                        ? "after %.1f s".formatted(task.path("duration").asDouble())
                        : "",
                task.path("try_number").asInt() > 1
                        ? "  try " + task.path("try_number").asInt()
                        : "");
    }

    /**
     * Has past months done again, one after the other; those done before, too.
     *
     * @param from first month
     * @param to last month
     */
    public void backfill(String dag, YearMonth from, YearMonth to) throws IOException, InterruptedException {
        // Airflow looks for the moments at which months are closed: on the first day after each
        var request = JsonNodeFactory.instance
                .objectNode()
                .put("dag_id", dag)
                .put("from_date", from.plusMonths(1).atDay(1) + "T00:00:00Z")
                .put("to_date", to.plusMonths(2).atDay(1) + "T00:00:00Z")
                .put("reprocess_behavior", "completed")
                .put("max_active_runs", 1);
        var backfill = client.post("/backfills", request);
        output.printf(
                "%s: backfill %d of %s to %s begun, see ./shoplake airflow runs %s%n",
                dag, backfill.path("id").asInt(), from, to, dag);
    }

    /**
     * Lists runs, the newest first.
     *
     * @param dag null for those of all DAGs
     */
    public void list(@Nullable String dag, int limit) throws IOException, InterruptedException {
        var runs = client.get("/dags/%s/dagRuns?order_by=-run_after&limit=%d"
                        .formatted(dag == null ? "~" : quoted(dag), limit))
                .path("dag_runs");
        output.printf("%-14s %-9s %-20s %8s  %s%n", "DAG", "STATE", "STARTED", "SECONDS", "RUN");
        for (var run : runs) {
            output.printf(
                    "%-14s %-9s %-20s %8s  %s%n",
                    run.path("dag_id").asText(),
                    run.path("state").asText(),
                    run.hasNonNull("start_date")
                            ? Instant.parse(run.path("start_date").asText()).truncatedTo(ChronoUnit.SECONDS)
                            : "",
                    run.path("duration").isNumber()
                            ? "%.1f".formatted(run.path("duration").asDouble())
                            : "",
                    run.path("dag_run_id").asText());
        }
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
