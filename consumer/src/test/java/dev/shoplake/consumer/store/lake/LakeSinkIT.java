package dev.shoplake.consumer.store.lake;

import static dev.shoplake.consumer.read.TestingMessages.cart;
import static dev.shoplake.consumer.read.TestingMessages.message;
import static dev.shoplake.consumer.read.TestingMessages.purchase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.consumer.deadletter.DeadLetter;
import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.read.SourcePartition;
import dev.shoplake.contracts.event.Reason;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LakeSinkIT {
    private static final TableUpkeep NO_UPKEEP = new TableUpkeep(Integer.MAX_VALUE, Duration.ofHours(1), 50);
    private static final List<Reason> REASONS = List.of(new Reason("/quantity", "minimum", "is 0"));

    private final Map<String, String> environment =
            LocalStack.shared("s3", "nessie").environment();
    /** A topic of the test's own, so that tests share tables and not rows. */
    private final SourcePartition source =
            new SourcePartition("t" + UUID.randomUUID().toString().substring(0, 8), "id", 0);

    private final TestingLake lake = TestingLake.open(environment);
    private LakeSink sink = sink(NO_UPKEEP);

    @BeforeEach
    void resume() {
        sink.resume(Set.of(source));
    }

    @AfterEach
    void close() {
        sink.close();
        lake.close();
    }

    @Test
    void storesEveryColumnOfAnEvent() {
        var event = purchase(1, "anna", "mug", "plate");
        var message = message(source, 7, event);
        var batch = new LakeBatch();
        batch.accept(new AcceptedMessage(message, event));

        commit(batch);

        assertThat(lake.eventsOf(source.topic())).singleElement().satisfies(row -> {
            assertThat(row.getField("event_id")).isEqualTo(event.common().eventId());
            assertThat(row.getField("event_type")).isEqualTo("purchase");
            assertThat(row.getField("occurred_at")).isEqualTo(OffsetDateTime.parse("2011-11-21T10:00:00Z"));
            assertThat(row.getField("user_id")).isEqualTo("anna");
            assertThat(row.getField("session_id")).isEqualTo("session");
            assertThat(row.getField("product_id")).isNull();
            assertThat(row.getField("order_id")).isEqualTo("order-1");
            assertThat(row.getField("recommendation_id")).isNull();
            assertThat(((String) row.getField("payload")).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(message.value());
            assertThat(row.getField("source_partition")).isEqualTo(0);
            assertThat(row.getField("source_offset")).isEqualTo(7L);
            assertThat(row.getField("ingested_at")).isEqualTo(OffsetDateTime.parse("2011-11-21T10:00:00Z"));
        });
        assertThat(lake.progress().offsets()).containsEntry(source, 8L);
    }

    @Test
    void storesADeadLetterWithItsBytesAndReasons() {
        var letter = DeadLetter.of(message(source, 3, "anna", "{ oops"), REASONS);
        var batch = new LakeBatch();
        batch.reject(letter);

        commit(batch);

        assertThat(lake.deadLettersOf(source.topic())).singleElement().satisfies(row -> {
            assertThat(row.getField("event_type")).isEqualTo(source.topic());
            assertThat(row.getField("reasons")).isEqualTo(letter.reasonsJson());
            assertThat(row.getField("payload")).isEqualTo(ByteBuffer.wrap("{ oops".getBytes(StandardCharsets.UTF_8)));
            assertThat(row.getField("source_offset")).isEqualTo(3L);
        });
        assertThat(lake.progress().counts()).containsEntry(source.topic(), new Counts(0, 0, 1));
    }

    @Test
    void goesOnWhereTheTableSaysAfterARestart() {
        commit(carts(0, 5));

        try (var restarted = sink(NO_UPKEEP)) {
            assertThat(restarted.resume(Set.of(source))).isEqualTo(Map.of(source, 5L));
            assertThat(restarted.committed(source)).isEqualTo(5);
        }
    }

    @Test
    void startsANewPartitionAtZero() {
        assertThat(sink.resume(Set.of(source))).isEqualTo(Map.of(source, 0L));
    }

    @Test
    void commitsOffsetsOfAnIntervalThatHeldOnlyDuplicates() {
        var batch = new LakeBatch();
        batch.passOver(message(source, 4, cart(1, "anna", "mug")));

        commit(batch);

        assertThat(lake.progress().offsets()).containsEntry(source, 5L);
        assertThat(lake.progress().counts()).containsEntry(source.topic(), new Counts(0, 1, 0));
        assertThat(lake.eventsOf(source.topic())).isEmpty();
    }

    @Test
    void repeatsACommitOfUnknownOutcomeWithoutAnEffectIfItHadArrived() {
        var batch = carts(0, 5);
        batch.reject(DeadLetter.of(message(source, 5, "anna", "{ oops"), REASONS));
        var files = sink.write(batch);
        try (var unaware = sink(NO_UPKEEP)) {
            unaware.resume(Set.of(source));
            sink.commit(batch, files);

            unaware.commit(batch, files);

            assertThat(unaware.committed(source)).isEqualTo(6);
        }
        assertThat(lake.eventsOf(source.topic())).hasSize(5);
        assertThat(lake.deadLettersOf(source.topic())).hasSize(1);
        assertThat(lake.progress().counts()).containsEntry(source.topic(), new Counts(5, 0, 1));
    }

    @Test
    void refusesAWriterThatHasLostItsPartition() {
        try (var stale = sink(NO_UPKEEP)) {
            stale.resume(Set.of(source));
            commit(carts(0, 5));
            var replayed = carts(0, 3);
            var files = stale.write(replayed);

            assertThatThrownBy(() -> stale.commit(replayed, files))
                    .isInstanceOf(StaleWriterException.class)
                    .hasMessage("raw.events holds %s-0 up to offset 5, this writer expected 0: another writer owns the"
                                    .formatted(source.topic())
                            + " partition");
        }
        assertThat(lake.eventsOf(source.topic())).hasSize(5);
    }

    @Test
    void refusesAtTheMomentOfTheCommitWhatWasRightAMomentBefore() {
        var base = lake.progress();
        var batch = carts(0, 5);
        var files = sink.write(batch);
        commit(carts(0, 3));
        var next = base.advanced(batch.commit(), batch.nextOffsets(), batch.counts(), List.of());

        assertThatThrownBy(() -> LakeSink.append(lake.events(), files, base, next, ForkJoinPool.commonPool()))
                .hasMessageContaining("raw.events no longer stands at commit '%s'".formatted(base.commit()));
        assertThat(lake.eventsOf(source.topic())).hasSize(3);
    }

    @Test
    void letsTwoWritersOfDifferentPartitionsTakeTurns() {
        var other = new SourcePartition(source.topic(), "id", 1);
        try (var second = sink(NO_UPKEEP)) {
            second.resume(Set.of(other));
            commit(carts(0, 5));
            var batch = new LakeBatch();
            var event = cart(9, "bert", "mug");
            batch.accept(new AcceptedMessage(message(other, 2, event), event));
            second.commit(batch, second.write(batch));
        }
        commit(carts(5, 7));

        assertThat(lake.progress().offsets()).containsEntry(source, 7L).containsEntry(other, 3L);
        assertThat(lake.progress().counts()).containsEntry(source.topic(), new Counts(8, 0, 0));
        assertThat(lake.eventsOf(source.topic())).hasSize(8);
    }

    @Test
    void completesDeadLettersOfAWriterThatDiedBetweenTheTables() {
        var batch = carts(0, 2);
        batch.reject(DeadLetter.of(message(source, 2, "anna", "{ oops"), REASONS));
        var files = sink.write(batch);
        var base = lake.progress();
        LakeSink.append(
                lake.events(),
                files,
                base,
                base.advanced(batch.commit(), batch.nextOffsets(), batch.counts(), files.deadLetters()),
                ForkJoinPool.commonPool());
        assertThat(lake.deadLettersOf(source.topic())).isEmpty();

        for (int restart = 0; restart < 2; restart++) {
            try (var restarted = sink(NO_UPKEEP)) {
                assertThat(restarted.resume(Set.of(source))).containsEntry(source, 3L);
            }
            assertThat(lake.deadLettersOf(source.topic())).hasSize(1);
        }
    }

    @Test
    void findsItsOffsetsBehindSnapshotsOfOthers() {
        commit(carts(0, 5));
        lake.events().newAppend().commit();

        try (var restarted = sink(NO_UPKEEP)) {
            assertThat(restarted.resume(Set.of(source))).containsEntry(source, 5L);
        }
        commit(carts(5, 6));
        assertThat(lake.eventsOf(source.topic())).hasSize(6);
    }

    @Test
    void keepsMetadataBoundedAndEveryRowOverManyCommits() {
        sink.close();
        sink = sink(new TableUpkeep(10, Duration.ZERO, 5));
        sink.resume(Set.of(source));
        lake.events()
                .updateProperties()
                .set("write.metadata.previous-versions-max", "5")
                .commit();
        for (int commit = 0; commit < 60; commit++) {
            commit(carts(commit, commit + 1));
        }

        assertThat(files(".metadata.json")).isLessThan(20);
        assertThat(files(".avro")).isLessThan(150);
        assertThat(lake.events().snapshots()).hasSizeLessThan(16);
        assertThat(lake.eventsOf(source.topic())).hasSize(60);
        assertThat(lake.progress().offsets()).containsEntry(source, 60L);
    }

    @Test
    void keepsWhatABranchOfTheCatalogReadsThroughACompaction() throws Exception {
        sink.close();
        sink = sink(new TableUpkeep(10, Duration.ZERO, 5));
        sink.resume(Set.of(source));
        commit(carts(0, 1));
        commit(carts(1, 2));
        try (var branch = TestingBranch.ofMain(TestingLake.settings(environment), "sandbox_" + source.topic())) {
            compact();
            for (int commit = 2; commit < 30; commit++) {
                commit(carts(commit, commit + 1));
            }

            assertThat(branch.eventsOf(source.topic())).hasSize(2);
        }
        assertThat(lake.eventsOf(source.topic())).hasSize(30);
    }

    @Test
    void goesOnWhereItWasHoweverOftenOthersHaveCommittedSince() {
        sink.close();
        commitsOfOthers(new TableUpkeep(1, Duration.ZERO, 2));
        sink = sink(NO_UPKEEP);

        assertThat(sink.resume(Set.of(source))).containsEntry(source, 3L);
        commit(carts(3, 4));
        assertThat(lake.eventsOf(source.topic())).hasSize(4);
    }

    private void commitsOfOthers(TableUpkeep upkeep) {
        sink = sink(upkeep);
        sink.resume(Set.of(source));
        commit(carts(0, 3));
        for (int other = 0; other < 5; other++) {
            lake.events().newAppend().commit();
        }
        upkeep.tend(lake.events(), List.of(), Clock.systemUTC());
        sink.close();
    }

    private void compact() {
        var table = lake.events();
        var rewrite =
                table.newRewrite().validateFromSnapshot(table.currentSnapshot().snapshotId());
        var rows = new ArrayList<Record>();
        try (var tasks = table.newScan()
                .filter(Expressions.equal("source_topic", source.topic()))
                .planFiles()) {
            tasks.forEach(task -> rewrite.deleteFile(task.file()));
            rows.addAll(lake.eventsOf(source.topic()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RowFiles.write(table, rows.stream()).forEach(rewrite::addFile);
        rewrite.commit();
    }

    private long files(String ending) {
        var table = lake.events();
        var files = (SupportsPrefixOperations) table.io();
        long count = 0;
        for (var file : files.listPrefix(table.location() + "/metadata/")) {
            if (file.location().endsWith(ending)) {
                count++;
            }
        }
        return count;
    }

    private LakeBatch carts(int from, int to) {
        var batch = new LakeBatch();
        for (int offset = from; offset < to; offset++) {
            var event = cart(offset, "anna", "mug");
            batch.accept(new AcceptedMessage(message(source, offset, event), event));
        }
        return batch;
    }

    private void commit(LakeBatch batch) {
        sink.commit(batch, sink.write(batch));
    }

    private LakeSink sink(TableUpkeep upkeep) {
        return new LakeSink(TestingLake.settings(environment), upkeep, Clock.systemUTC());
    }
}
