package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTables;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.junit.jupiter.api.Test;

/** Clean-up of the stream's tables while the stream goes on. */
class MaintainStreamIT {
    private static final int BEFORE = 12;

    /** Longer than one reading takes. */
    private static final String HISTORY = "PT20S";

    private final TestingLake lake = new TestingLake(Map.of());

    @Test
    void theStreamLosesNothingAndIsReadWholeWhileItsFilesAreMadeFew() throws Exception {
        lake.empty();
        lake.addEvents(
                "SELECT * FROM VALUES ('first', 'page_view', TIMESTAMP '2011-11-21 09:00:00', 'anna', 'session', 'mug', NULL, NULL,"
                        + " '{}', 'page_view', 0, -1L, TIMESTAMP '2011-11-21 09:00:00')");
        var stream = new TestingStream(lake, OffsetDateTime.parse("2011-11-21T10:00:00Z"));
        for (int offset = 0; offset < BEFORE; offset++) {
            stream.commit(offset);
        }
        var main = lake.table("main", LakeTables.RAW_EVENTS);
        long kept = main.currentSnapshot().snapshotId();
        main.manageSnapshots().createTag("kept", kept).commit();
        lake.tag("close_2011_11");
        lake.branch("etl_2011_11_01_2011_12_01");
        var before = ids(main);
        var notYetCommitted = main.io().newOutputFile(main.location() + "/data/not_yet_committed.parquet");
        notYetCommitted.createOrOverwrite().close();
        var supersededByNobody = main.io().newOutputFile(main.location() + "/metadata/not_yet_committed.avro");
        supersededByNobody.createOrOverwrite().close();

        int committed = whileTheStreamGoesOn(stream, () -> {
            for (int round = 0; round < 2; round++) {
                var outcome = lake.etl("maintain", "--history", HISTORY, "--orphans", "PT0S");
                assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
                assertThat(outcome.output())
                        .containsPattern("[0-9]+ kept that the stream may commit yet")
                        .contains("total");
            }
            return true;
        });

        var expected = new ArrayList<>(List.of("first"));
        IntStream.range(0, committed).forEach(offset -> expected.add("event " + offset));
        main.refresh();
        assertThat(ids(main)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(main.currentSnapshot().summary().get("total-data-files"))
                .satisfies(files -> assertThat(Integer.parseInt(files)).isLessThan(committed));
        assertThat(stream.offsets()).isEqualTo("[%d]".formatted(committed));
        assertThat(ids(lake.table("close_2011_11", LakeTables.RAW_EVENTS))).isEqualTo(before);
        assertThat(ids(lake.table("etl_2011_11_01_2011_12_01", LakeTables.RAW_EVENTS)))
                .isEqualTo(before);
        assertThat(ids(main, kept)).isEqualTo(before);
        assertThat(notYetCommitted.toInputFile().exists()).isTrue();
        assertThat(supersededByNobody.toInputFile().exists()).isTrue();
        assertThat(lake.branches()).contains("etl_2011_11_01_2011_12_01");
    }

    private int whileTheStreamGoesOn(TestingStream stream, Callable<Boolean> work) throws Exception {
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appender = threads.submit(() -> {
                int offset = BEFORE;
                while (!over.get()) {
                    stream.commit(offset++);
                }
                return offset;
            });
            var reader = threads.submit(() -> {
                int seen = 0;
                while (!over.get()) {
                    var rows = ids(lake.table("main", LakeTables.RAW_EVENTS));
                    assertThat(rows).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(seen);
                    seen = rows.size();
                }
                return seen;
            });
            try {
                work.call();
            } finally {
                over.set(true);
            }
            assertThat(reader.get()).isGreaterThan(BEFORE);
            return appender.get();
        }
    }

    private static List<String> ids(Table table) throws IOException {
        return ids(table, table.currentSnapshot().snapshotId());
    }

    private static List<String> ids(Table table, long snapshot) throws IOException {
        var ids = new ArrayList<String>();
        try (var rows = IcebergGenerics.read(table)
                .useSnapshot(snapshot)
                .select("event_id")
                .build()) {
            rows.forEach(row -> ids.add((String) row.getField("event_id")));
        }
        return ids.stream().sorted().toList();
    }
}
