package dev.shoplake.consumer.store.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.consumer.read.SourcePartition;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.SnapshotUtil;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final SourcePartition VIEWS = new SourcePartition("page_view", "x-1", 0);
    private static final SourcePartition CARTS = new SourcePartition("add_to_cart", "x-2", 2);
    private static final Progress FIRST = new Progress(
            "one",
            Map.of(VIEWS, 10L, CARTS, 4L),
            Map.of("page_view", new Counts(7, 2, 1), "add_to_cart", new Counts(4, 0, 0)),
            List.of(new LetterFile("s3://b/x.parquet", 99, 1, 503)));

    @Test
    void survivesTheSummaryOfASnapshot() {
        assertThat(Progress.ofSummary(FIRST.toSummary())).isEqualTo(FIRST);
    }

    @Test
    void isReadableWithoutThisClass() {
        assertThat(FIRST.toSummary())
                .containsEntry(
                        "shoplake.offsets",
                        "[{\"topic\":\"add_to_cart\",\"topic_id\":\"x-2\",\"partition\":2,\"offset\":4},"
                                + "{\"topic\":\"page_view\",\"topic_id\":\"x-1\",\"partition\":0,\"offset\":10}]")
                .containsEntry(
                        "shoplake.counts",
                        "{\"add_to_cart\":{\"received\":4,\"accepted\":4,\"duplicates\":0,\"rejected\":0},"
                                + "\"page_view\":{\"received\":10,\"accepted\":7,\"duplicates\":2,\"rejected\":1}}");
    }

    @Test
    void addsUpCountsAndCarriesForwardTheOtherPartitions() {
        var next = FIRST.advanced("two", Map.of(VIEWS, 15L), Map.of("page_view", new Counts(5, 0, 0)), List.of());

        assertThat(next)
                .isEqualTo(new Progress(
                        "two",
                        Map.of(VIEWS, 15L, CARTS, 4L),
                        Map.of("page_view", new Counts(12, 2, 1), "add_to_cart", new Counts(4, 0, 0)),
                        List.of()));
    }

    @Test
    void isNoneInATableWithoutHistory() {
        assertThat(Progress.of(List.of())).isEqualTo(Progress.NONE);
    }

    @Test
    void isFoundBehindSnapshotsOfOthers() {
        var table = table();
        var append = table.newAppend();
        FIRST.toSummary().forEach(append::set);
        append.commit();
        table.newAppend().commit();

        assertThat(Progress.of(SnapshotUtil.currentAncestors(table))).isEqualTo(FIRST);
    }

    @Test
    void isLostRatherThanGuessedWhenItsSnapshotWasExpired() {
        var table = table();
        var append = table.newAppend();
        FIRST.toSummary().forEach(append::set);
        append.commit();
        table.newAppend().commit();
        table.expireSnapshots().expireOlderThan(Long.MAX_VALUE).retainLast(1).commit();

        assertThatThrownBy(() -> Progress.of(SnapshotUtil.currentAncestors(table)))
                .isInstanceOf(LostProgressException.class)
                .hasMessageContaining("Reading from the beginning would double every row");
    }

    private static Table table() {
        var catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        catalog.createNamespace(Namespace.of("raw"));
        var schema = new Schema(Types.NestedField.required(1, "id", Types.StringType.get()));
        return catalog.createTable(TableIdentifier.of("raw", "events"), schema, PartitionSpec.unpartitioned());
    }
}
