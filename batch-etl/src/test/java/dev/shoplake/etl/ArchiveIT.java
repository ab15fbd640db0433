package dev.shoplake.etl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.etl.extract.Manifest;
import dev.shoplake.etl.extract.RawFiles;
import dev.shoplake.etl.run.Run;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From one published run to the next: what begins one, what is left of it in the raw zone and in the archive. */
class ArchiveIT {
    private final TestingLake lake =
            new TestingLake(Map.of("SHOPLAKE_ETL_OVERLAP", "PT0S", "SHOPLAKE_SHOP_TIMEZONE", "America/New_York"));
    private final TestingShop shop = new TestingShop(lake.environment());

    private String run(String... arguments) {
        var outcome = lake.etl(arguments);
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).describedAs(outcome.output()).isZero();
        return outcome.output();
    }

    private static List<String> rawFiles(RawFiles raw, Run run) {
        return Stream.of("full/", "increment/")
                .flatMap(folder -> raw.list(folder).stream())
                .filter(path -> path.contains(run.id()))
                .sorted()
                .toList();
    }

    private Run newestRun() {
        return new Run(lake.rows("SELECT run_id FROM lake.ops.runs ORDER BY started_at DESC LIMIT 1")
                .getFirst()
                .getString(0));
    }

    @Test
    void runsLeaveTheRawZoneForTheArchiveAndComeBack() {
        lake.empty();
        shop.loadSmallShop();
        lake.addEvents(TestingShop.text("small_shop_events.sql"));
        var settings = EtlSettings.from(lake.environment()).lake();
        try (var raw = RawFiles.open(settings);
                var archive = RawFiles.archive(settings)) {
            run("run", "--full");
            var first = newestRun();
            assertThat(rawFiles(raw, first)).isEmpty();
            var manifest = Manifest.ofJson(requireNonNull(archive.text(first + "/" + Manifest.pathOf(first))));
            assertThat(manifest.files())
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(archive.checksum(first + "/" + file.path()))
                            .isEqualTo(file.sha256()));

            // Nothing has changed; a row that is gone without a word is a change
            assertThat(lake.etl("extract").exitCode()).isEqualTo(99);
            assertThat(run("run")).contains("nothing has changed");
            shop.execute("DELETE FROM customers WHERE customer_id = 'c2'");
            assertThat(run("run")).contains("1 deleted in the shop");
            assertThat(lake.rows("SELECT customer_id FROM lake.cleaned.customers"))
                    .hasToString("[[c1]]");
            assertThat(lake.etl("extract").exitCode()).isEqualTo(99);

            // Back in the raw zone, and away again with the next run, from wherever a move was killed
            assertThat(run("restore-raw", first.id())).contains("4 files of " + first);
            assertThat(rawFiles(raw, first)).hasSize(5);
            var files = manifest.files();
            raw.delete(files.get(0).path());
            archive.delete(first + "/" + files.get(1).path());
            lake.addEvents("""
                    SELECT id, 'page_view', moment, 'v9', 's', 'p1', NULL, NULL, '{}', 'page_view', 0, position, TIMESTAMP '2026-09-01 00:00:00'
                    FROM VALUES
                        ('n1', TIMESTAMP '2025-12-01 03:00:00Z', 100),
                        ('n2', TIMESTAMP '2026-06-10 09:00:00Z', 101)
                        AS visits(id, moment, position)""");
            run("run");
            assertThat(rawFiles(raw, first)).isEmpty();
            var second = newestRun();
            assertThat(Manifest.ofJson(requireNonNull(archive.text(second + "/" + Manifest.pathOf(second))))
                            .eventMonths())
                    // The shop's clock is behind: by it the first event is of November
                    .containsExactly(LocalDate.parse("2025-11-01"), LocalDate.parse("2026-06-01"));

            archive.write(first + "/" + files.get(2).path(), "damaged");
            var outcome = lake.etl("restore-raw", first.id());
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.errors()).contains(files.get(2).path() + " has other content than its run has written");
        }
    }
}
