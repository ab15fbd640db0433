package dev.shoplake.etl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StreamCommit;
import dev.shoplake.etl.lake.CatalogBranches;
import dev.shoplake.etl.lake.CatalogTables;
import dev.shoplake.etl.maintain.OrphanFiles;
import dev.shoplake.etl.maintain.SnapshotExpiry;
import dev.shoplake.etl.maintain.StreamProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.Test;

/** What of the stream's history may go, and what the consumer still needs. */
class StreamHistoryIT {
    private static final LakeTable EVENTS = LakeTables.RAW_EVENTS;
    private static final LakeTable LETTERS = LakeTables.RAW_DEAD_LETTERS;

    private final TestingLake lake = new TestingLake(Map.of());

    @Test
    void theStreamGoesOnThoughAllItsHistoryIsForgotten() {
        var stream = emptyStream();
        IntStream.range(0, 5).forEach(stream::commit);
        var events = lake.table("main", EVENTS);
        // As an erasure does: a commit that says nothing of offsets
        events.newFastAppend().commit();

        withTables((tables, branches) -> {
            var expiry = new SnapshotExpiry(tables, branches, Clock.systemUTC());
            assertThat(expiry.expire(EVENTS, Duration.ZERO)).isPositive();
            assertThat(stream.offsets()).isEqualTo("[5]");
            events.refresh();
            assertThat(events.snapshots()).hasSize(2);

            StreamProgress.repeat(events);
            expiry.expire(EVENTS, Duration.ZERO);
        });

        events.refresh();
        assertThat(events.snapshots()).hasSize(1);
        assertThat(stream.offsets()).isEqualTo("[5]");
        stream.commit(5);
        assertThat(lake.rows("SELECT DISTINCT event_id FROM lake.raw.events")).hasSize(6);
    }

    @Test
    void whatADeadConsumerLeftGoesAfterADayButNotTheLettersThatItHasPromised() {
        emptyStream();
        lake.create(LETTERS);
        var letters = lake.table("main", LETTERS);
        var promised = plant(letters, "/data/promised.parquet");
        var ofAFailedCommit = plant(letters, "/data/of_a_failed_commit.parquet");
        lake.table("main", EVENTS)
                .newFastAppend()
                .set(StreamCommit.COMMIT, "one")
                .set(StreamCommit.LETTER_FILES, "[{\"path\":\"%s\"}]".formatted(promised))
                .commit();

        withTables((tables, branches) -> {
            var today = new OrphanFiles(tables, branches, Clock.systemUTC()).remove(LETTERS, Duration.ZERO);
            assertThat(today).isEqualTo(new OrphanFiles.Removed(0, 0, 0, 1));
            var in2Days = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
            var later = new OrphanFiles(tables, branches, in2Days).remove(LETTERS, Duration.ZERO);
            assertThat(later).isEqualTo(new OrphanFiles.Removed(1, 0, 1, 0));
        });

        assertThat(letters.io().newInputFile(promised).exists()).isTrue();
        assertThat(letters.io().newInputFile(ofAFailedCommit).exists()).isFalse();
    }

    private TestingStream emptyStream() {
        lake.empty();
        lake.addEvents("SELECT * FROM lake.raw.events");
        return new TestingStream(lake, OffsetDateTime.parse("2011-11-21T10:00:00Z"));
    }

    private void withTables(BiConsumer<CatalogTables, CatalogBranches> work) {
        var settings = EtlSettings.from(lake.environment()).lake();
        try (var branches = CatalogBranches.open(settings.catalogUri());
                var tables = CatalogTables.open(settings, List.of())) {
            work.accept(tables, branches);
        }
    }

    private static String plant(Table table, String file) {
        var path = table.location() + file;
        try (var bytes = table.io().newOutputFile(path).createOrOverwrite()) {
            bytes.write(1);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
