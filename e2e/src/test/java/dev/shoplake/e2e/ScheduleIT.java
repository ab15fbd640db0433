package dev.shoplake.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.shoplake.stack.LocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The schedule's own DAGs on the year of a real shop; they do again what the demo did, so no number may change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1200)
class ScheduleIT {
    private static final String WEEK = "window_from = DATE '2011-11-01' AND window_to = DATE '2011-11-08'";

    private LocalStack stack;
    private Lake lake;

    @BeforeAll
    @Timeout(1800)
    void load() {
        stack = DemoYear.stack();
        lake = new Lake(stack.environment());
    }

    @Test
    void aBatchWhoseSchedulerIsKilledInTheMiddleGoesOnAndDoublesNothing() throws Exception {
        var months = months();
        var sales = sales();
        var run =
                stack.spawn("airflow", "trigger", "lakehouse", "--from", "2011-11-01", "--to", "2011-11-08", "--wait");
        var told = new BufferedReader(new InputStreamReader(run.getInputStream(), UTF_8));
        readUntil(told, "structure +running");
        await("the batch to run")
                .atMost(Duration.ofMinutes(1))
                .until(() -> AirflowSession.programs(stack).size() == 2);
        var programs = AirflowSession.programs(stack);

        AirflowSession.kill(stack);

        await("the batch to die with its scheduler")
                .atMost(Duration.ofSeconds(15))
                .until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
        stack.startAgain("airflow-scheduler");
        readUntil(told, "structure +success .*try 2");
        readUntil(told, "lakehouse: success");
        assertThat(run.waitFor()).isZero();
        assertThat(lake.rows("SELECT DISTINCT stage FROM ops.runs WHERE " + WEEK))
                .hasSize(5);
        assertThat(lake.rows(
                        "SELECT stage, table_name FROM ops.runs WHERE " + WEEK + " GROUP BY 1, 2 HAVING count(*) > 1"))
                .isEmpty();
        assertThat(months()).isEqualTo(months);
        assertThat(sales()).isEqualTo(sales);
    }

    @Test
    void maintenanceAndTheCloseOfAMonthSucceed() throws Exception {
        var months = months();

        assertThat(trigger("month_close", "--month", "2011-11")).contains("month_close: success");
        assertThat(trigger("maintain")).contains("maintain: success");

        assertThat(stack.home().resolve("reports/report-2011-11.pdf")).isNotEmptyFile();
        assertThat(months()).isEqualTo(months);
        assertThatNoSecretIsInALog();
    }

    private void assertThatNoSecretIsInALog() throws IOException {
        var secrets = stack.environment().entrySet().stream()
                .filter(setting -> setting.getKey().matches(".*(PASSWORD|SECRET|API_KEY).*"))
                .toList();
        assertThat(secrets).hasSizeGreaterThan(4);
        try (var logs = Files.walk(stack.home().resolve("data/airflow/logs"))) {
            for (var log : logs.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(log);
                assertThat(secrets).as(log.toString()).noneMatch(secret -> text.contains(secret.getValue()));
            }
        }
    }

    private String trigger(String... arguments) {
        var command = new ArrayList<>(List.of("airflow", "trigger", "--wait"));
        command.addAll(List.of(arguments));
        return stack.command(command.toArray(String[]::new));
    }

    private List<List<String>> months() {
        return lake.rows("SELECT * FROM marts.monthly_kpis ORDER BY year_month");
    }

    private List<List<String>> sales() {
        return lake.rows(
                "SELECT count(*), count(DISTINCT (order_id, line_number)), sum(quantity) FROM structured.fact_sales");
    }

    private static void readUntil(BufferedReader told, String pattern) throws IOException {
        var before = new StringBuilder();
        for (var line = told.readLine(); line != null; line = told.readLine()) {
            before.append(line).append('\n');
            if (line.matches(".*" + pattern + ".*")) {
                return;
            }
        }
        throw new AssertionError("'%s' was not said in:%n%s".formatted(pattern, before));
    }
}
