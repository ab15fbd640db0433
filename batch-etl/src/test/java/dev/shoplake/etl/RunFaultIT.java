package dev.shoplake.etl;

import static java.util.Comparator.naturalOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.etl.run.Run;
import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.RunLock;
import dev.shoplake.runtime.settings.PostgresSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong during a run reaches no reader of main. */
class RunFaultIT {
    private static final String[] DAYS = {"--from", "2026-02-01", "--to", "2026-03-01"};
    private static final String RUN = "etl_2026_02_01_2026_03_01";

    private final TestingLake lake = new TestingLake(PublishedSmallShop.SETTINGS);
    private final TestingShop shop = new TestingShop(lake.environment());
    private final PostgresSettings postgres = PostgresSettings.read(SettingsReader.of(lake.environment()));

    @BeforeEach
    void publishTheShop() {
        PublishedSmallShop.bring(lake, shop);
    }

    /** Two misfortunes of one run, for what it costs. */
    @Test
    void aTableThatChangedOnMainMeanwhileIsAConflictAndAFailedAuditLeavesMainAsItWas() {
        for (var stage : List.of("extract", "clean", "structure", "mart", "audit")) {
            assertThat(stage(stage).exitCode()).describedAs(stage).isZero();
        }
        lake.rows("DELETE FROM lake.marts.daily_sales WHERE currency = 'USD'");
        var published = lake.mainHash();

        var publishing = stage("publish");

        assertThat(publishing.exitCode()).isEqualTo(1);
        assertThat(publishing.errors())
                .contains("main has changed since branch", "marts.daily_sales", "run again")
                .doesNotContain("UNKNOWN");
        assertThat(lake.mainHash()).isEqualTo(published);

        lake.on(RUN)
                .spark()
                .sql("INSERT INTO branch.cleaned.orders SELECT * FROM branch.cleaned.orders WHERE order_id = 'o5'");

        var audit = lake.etl("audit", "--run", RUN);

        assertThat(audit.exitCode()).isEqualTo(1);
        assertThat(audit.errors())
                .contains("nothing is published")
                .contains(RUN + " is kept")
                .contains("keys_are_unique")
                .contains("cleaned.orders");
        assertThat(lake.mainHash()).isEqualTo(published);
        assertThat(lake.branches()).contains(RUN);
        assertThat(lake.on(RUN)
                        .spark()
                        .sql("SELECT severity, passed FROM branch.ops.audit_results WHERE run_id = '" + RUN
                                + "' AND check_name = 'keys_are_unique'")
                        .collectAsList())
                .hasToString("[[error,false]]");
        // The audit that it had passed before counts no more
        assertThat(stage("publish").errors()).contains("stage audit of run " + RUN + " has to be done");
    }

    private TestingLake.Outcome stage(String name) {
        return lake.etl(Stream.concat(Stream.of(name), Stream.of(DAYS)).toArray(String[]::new));
    }

    @Test
    void aStageBeforeItsTurnSaysWhatToDoFirst() {
        var outcome = lake.etl("clean", "--from", "2026-01-01", "--to", "2026-03-01");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("run etl_2026_01_01_2026_03_01 is not under way", "begin with extract");
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

    /** Each death meets what the one before left behind. */
    @Test
    void anIncrementThatIsKilledAtEachOfItsStagesGoesOnAndGivesWhatAFullRunGives() throws Exception {
        shop.execute(TestingShop.text("small_shop_correction.sql"));
        var published = lake.mainHash();

        KilledCommand.after(lake, "(start)", "run", "--full", "--wait");
        KilledCommand.after(lake, "extract", "run", "--wait");
        // The run over everything may have a branch, too
        var run = lake.branches().stream()
                .filter(Run::isName)
                .filter(name -> name.contains("increment"))
                .max(naturalOrder())
                .orElseThrow();
        for (var stage : List.of("clean", "structure", "mart")) {
            KilledCommand.after(lake, stage, "runs", "retry", "--wait", run);
            assertThat(lake.mainHash()).describedAs(stage).isEqualTo(published);
        }
        // This one dies before the merge, after it, or after the branch is dropped
        KilledCommand.after(lake, "audit", "runs", "retry", "--wait", run);
        if (lake.branches().contains(run)) {
            assertThat(lake.etl("runs", "retry", "--wait", run).exitCode()).isZero();
        }

        assertThat(lake.months()).isEqualTo(shop.lines("months_of_the_shop.sql"));
        var content = lake.content(TestingLake.dataTables());
        assertThat(lake.etl("run", "--full").exitCode()).isZero();
        assertThat(lake.content(TestingLake.dataTables())).isEqualTo(content);
    }
}
