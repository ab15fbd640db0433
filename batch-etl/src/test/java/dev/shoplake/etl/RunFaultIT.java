package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong during a run reaches no reader of main. */
class RunFaultIT {
    private final TestingLake lake = new TestingLake(Map.of());
    private final TestingShop shop = new TestingShop(lake.environment());
    private final PostgresSettings postgres = PostgresSettings.read(SettingsReader.of(lake.environment()));

    @BeforeEach
    void loadTheShop() {
        lake.empty();
        shop.loadSmallShop();
    }

    @Test
    void aFailedAuditLeavesMainAsItWasAndKeepsTheBranch() {
        assertThat(lake.etl("run").exitCode()).isZero();
        var published = lake.mainHash();
        var days = new String[] {"--from", "2026-02-01", "--to", "2026-03-01"};
        for (var stage : List.of("extract", "clean", "structure", "mart")) {
            var arguments = Stream.concat(Stream.of(stage), Stream.of(days)).toArray(String[]::new);
            assertThat(lake.etl(arguments).exitCode()).describedAs(stage).isZero();
        }
        lake.on("etl_2026_02_01_2026_03_01")
                .spark()
                .sql("INSERT INTO branch.cleaned.orders SELECT * FROM branch.cleaned.orders WHERE order_id = 'o5'");

        var outcome = lake.etl("audit", "--run", "etl_2026_02_01_2026_03_01");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors())
                .contains("nothing is published")
                .contains("etl_2026_02_01_2026_03_01 is kept")
                .contains("keys_are_unique")
                .contains("cleaned.orders");
        assertThat(lake.mainHash()).isEqualTo(published);
        assertThat(lake.branches()).contains("etl_2026_02_01_2026_03_01");
        assertThat(lake.on("etl_2026_02_01_2026_03_01")
                        .spark()
                        .sql("SELECT severity, passed FROM branch.ops.audit_results"
                                + " WHERE run_id = 'etl_2026_02_01_2026_03_01' AND check_name = 'keys_are_unique'")
                        .collectAsList())
                .hasToString("[[error,false]]");
        var publishing = lake.etl("publish", "--from", "2026-02-01", "--to", "2026-03-01");
        assertThat(publishing.exitCode()).isEqualTo(1);
        assertThat(publishing.errors()).contains("stage audit of run etl_2026_02_01_2026_03_01 has to be done");

        assertThat(lake.etl("run", "--full").exitCode()).isZero();

        assertThat(lake.mainHash()).isNotEqualTo(published);
    }

    @Test
    void aStageBeforeItsTurnSaysWhatToDoFirst() {
        var outcome = lake.etl("clean", "--from", "2026-01-01", "--to", "2026-03-01");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("run etl_2026_01_01_2026_03_01 is not under way", "begin with extract");
    }

    @Test
    void aTableThatChangedOnMainMeanwhileIsAConflictAndNothingIsPublished() {
        assertThat(lake.etl("run").exitCode()).isZero();
        for (var stage : new String[] {"extract", "clean", "structure", "mart", "audit"}) {
            assertThat(lake.etl(stage, "--from", "2026-01-01", "--to", "2026-03-01")
                            .exitCode())
                    .isZero();
        }
        lake.rows("DELETE FROM lake.marts.daily_sales WHERE currency = 'USD'");
        var changed = lake.mainHash();

        var outcome = lake.etl("publish", "--from", "2026-01-01", "--to", "2026-03-01");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("main has changed since branch", "marts.daily_sales", "run again");
        assertThat(lake.mainHash()).isEqualTo(changed);
    }

    @Test
    void aSecondRunIsToldWhoIsAtWork() {
        try (var first = RunLock.take(postgres, "shoplake etl run, process 4711")) {
            first.confirm();
            var outcome = lake.etl("run");

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.errors()).contains("another run is at work: shoplake etl run, process 4711, since ");
        }
        assertThat(lake.branches()).containsExactly("main");
    }

    @Test
    void aRunMayWaitForTheOtherToEnd() throws InterruptedException {
        var waiting = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        var first = RunLock.take(postgres, "first");
        var second = Thread.ofVirtual().start(() -> {
            try (var lock = RunLock.await(postgres, "second", waiting::countDown)) {
                lock.confirm();
                taken.countDown();
            }
        });
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(taken.getCount()).isOne();

        first.close();

        assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
        second.join();
    }

    @Test
    void aLostLockIsNoticed() {
        var lock = RunLock.take(postgres, "to be cut off");
        shop.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to be cut off'");

        assertThatThrownBy(lock::confirm)
                .isInstanceOf(RunException.class)
                .hasMessageContaining("the lock of this run is lost");
        lock.close();
    }

    /** Each death meets what the one before left behind; a killed stage is done again, as a scheduler does. */
    @Test
    void killedRunsLeaveNothingBehindThatDoingTheStageAgainMinds() throws Exception {
        assertThat(lake.etl("run").exitCode()).isZero();
        var content = lake.content(TestingLake.dataTables());
        var published = lake.mainHash();

        killAfter("(start)");
        assertThat(lake.mainHash()).isEqualTo(published);
        killAfter("clean");
        assertThat(lake.mainHash()).isEqualTo(published);
        for (var stage : List.of("structure", "mart", "audit", "publish")) {
            again(stage);
        }
        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(content);

        // This one dies before the merge, after it, or after the branch is dropped
        killAfter("audit");
        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(content);
        again("publish");
        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(content);
        assertThat(lake.branches()).containsExactly("main");
    }

    private void again(String stage) {
        var outcome = lake.etl(stage, "--wait", "--from", "2026-01-01", "--to", "2026-03-01");
        assertThat(outcome.errors()).describedAs(stage).isEmpty();
        assertThat(outcome.exitCode()).describedAs(stage).isZero();
    }

    private void killAfter(String report) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + Path.of("..", "stack", "spark.flags"),
                        EtlMain.class.getName(),
                        "run",
                        "--wait")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(lake.environment());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = builder.start();
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null && !line.strip().startsWith(report)) {
                line = lines.readLine();
            }
            assertThat(line).describedAs("the report of " + report).isNotNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
