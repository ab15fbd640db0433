package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What the schedule does when things go wrong, rehearsed on DAGs of seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SchedulerIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final BlockingQueue<JsonNode> calls = new LinkedBlockingQueue<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer webhook;
    private LocalStack stack;

    @BeforeAll
    void start() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        webhook.createContext("/", exchange -> {
            calls.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        mail.start();
        var dags = Repository.root().resolve("airflow/tests/dags");
        stack = LocalStack.start(
                Map.of(
                        "AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_CONFIG_LIST",
                        """
                        [{"name": "rehearsal", "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle",
                          "kwargs": {"path": "%s"}}]""".formatted(dags),
                        "AIRFLOW__SCHEDULER__USE_JOB_SCHEDULE",
                        "True",
                        "SHOPLAKE_ALERT_WEBHOOK_URL",
                        "http://127.0.0.1:%d/alerts"
                                .formatted(webhook.getAddress().getPort()),
                        "SHOPLAKE_SMTP_HOST",
                        "127.0.0.1",
                        "SHOPLAKE_SMTP_PORT",
                        Integer.toString(mail.getSmtp().getPort()),
                        "SHOPLAKE_SMTP_SECURITY",
                        "none",
                        "SHOPLAKE_SMTP_FROM",
                        "shoplake@localhost",
                        "SHOPLAKE_SMTP_TO",
                        "operators@localhost"),
                "airflow-scheduler",
                "airflow-dags");
    }

    @AfterAll
    void stop() {
        stack.close();
        mail.stop();
        webhook.stop(0);
    }

    @Test
    void aFailingTaskIsTriedAgainAndThenTellsByWebhookAndMail() throws Exception {
        assertThatThrownBy(() -> trigger("failing"))
                .hasMessageContaining("up_for_retry")
                .hasMessageContaining("try 2")
                .hasMessageContaining("failing: failed");

        var call = requireNonNull(calls.poll(30, TimeUnit.SECONDS), "no call");
        assertThat(call.path("dag").asText()).isEqualTo("failing");
        assertThat(call.path("task").asText()).isEqualTo("fails");
        assertThat(call.path("tries").asInt()).isEqualTo(2);
        assertThat(call.path("reason").asText()).contains("exit code 2");
        assertThat(call.path("text").asText()).startsWith("Shoplake: failing.fails failed after 2 tries");
        assertThat(calls).isEmpty();

        assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
        var message = mail.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Shoplake: failing.fails failed");
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("operators@localhost");
        assertThat(GreenMailUtil.getBody(message)).contains("tries: 2", "log: http://127.0.0.1:");
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void onlyTheOwnerReadsItsSecretsAndOnlyThisMachineReachesIt() throws Exception {
        try (var files = Files.list(stack.home().resolve("etc/airflow"))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        for (var server : List.of("airflow", "airflow-scheduler", "airflow-dags")) {
            var addresses = AirflowSession.listeningAddresses(stack, server);
            assertThat(addresses).as(server).allMatch("0100007F"::equals).hasSize(server.equals("airflow") ? 1 : 0);
        }
        // The server loses the body of a request that asks for HTTP/2
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var login = HttpRequest.newBuilder(
                            URI.create(stack.environment().get("SHOPLAKE_AIRFLOW_URL") + "/auth/token"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"username\": \"admin\", \"password\": \"admin\"}"))
                    .build();
            assertThat(client.send(login, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void whatHasNothingToDoSkipsWhatComesAfter() {
        assertThat(trigger("idle"))
                .containsPattern("nothing +skipped")
                .containsPattern("after +skipped")
                .contains("idle: success");
    }

    @Test
    void aPublicationOfTheMartsBeginsATraining() {
        assertThat(trigger("published")).contains("published: success");

        await("a training")
                .atMost(Duration.ofMinutes(1))
                .until(() -> lines(stack.home().resolve("rehearsal")).contains("trained"));
        assertThat(stack.command("airflow", "runs", "trained")).contains("asset_triggered__");
    }

    @Test
    void aKilledSchedulerLeavesNoTaskBehindAndDoesItAgainOnce() throws Exception {
        var journal = stack.home().resolve("rehearsal");
        var following = stack.spawn("airflow", "trigger", "killed", "--wait");
        await("the task to begin")
                .atMost(Duration.ofMinutes(1))
                .until(() -> begun(journal).size() == 1);
        long first = begun(journal).getFirst();

        AirflowSession.kill(stack);

        await("the task's process to die with its scheduler")
                .atMost(Duration.ofSeconds(5))
                .until(() -> ProcessHandle.of(first).isEmpty());
        stack.startAgain("airflow-scheduler");
        var told = new String(following.getInputStream().readAllBytes(), UTF_8);
        assertThat(following.waitFor()).as(told).isZero();
        assertThat(told).contains("killed: success");
        var lines = lines(journal).stream()
                .filter(line -> line.matches("(begins|ends) .*"))
                .toList();
        assertThat(lines).hasSize(3);
        long second = begun(journal).getLast();
        assertThat(lines).containsExactly("begins " + first, "begins " + second, "ends " + second);
    }

    @Test
    void threePastMonthsAreDoneOneAfterTheOther() {
        stack.command("airflow", "backfill", "monthly", "--from", "2011-09", "--to", "2011-11");

        await("three runs")
                .atMost(Duration.ofMinutes(1))
                .until(() -> stack.command("airflow", "runs", "monthly")
                                .lines()
                                .filter(line -> line.contains("backfill__") && line.contains(" success "))
                                .count()
                        == 3);
        assertThat(lines(stack.home().resolve("rehearsal")))
                // Beside them the schedule itself may do the month before the present one
                .filteredOn(line -> line.startsWith("--from 2011-"))
                .containsExactly(
                        "--from 2011-09-01 --to 2011-10-01",
                        "--from 2011-10-01 --to 2011-11-01",
                        "--from 2011-11-01 --to 2011-12-01");
    }

    private String trigger(String dag) {
        return stack.command("airflow", "trigger", dag, "--wait");
    }

    private static List<Long> begun(Path journal) {
        return lines(journal).stream()
                .filter(line -> line.startsWith("begins "))
                .map(line -> Long.parseLong(line.substring("begins ".length())))
                .toList();
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? Repository.lines(file) : List.of();
    }
}
