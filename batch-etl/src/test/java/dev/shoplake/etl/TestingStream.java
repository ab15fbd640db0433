package dev.shoplake.etl;

import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.contracts.lake.StreamCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.util.SnapshotUtil;

/** Appends events on main as the consumer does: a file and the next offset in one commit. Its table exists. */
final class TestingStream {
    private final OffsetDateTime begin;
    private final Table events;

    /**
     * One event a minute.
     *
     * @param begin time of offset 0
     */
    TestingStream(TestingLake lake, OffsetDateTime begin) {
        this.begin = begin;
        this.events = lake.table("main", LakeTables.RAW_EVENTS);
    }

    /** Commits the event of one offset; its id is {@code event <offset>}. */
    void commit(int offset) {
        var append = events.newAppend().appendFile(write(row(offset)));
        append.set(StreamCommit.COMMIT, UUID.randomUUID().toString());
        append.set(StreamCommit.OFFSETS, "[%d]".formatted(offset + 1));
        append.set(StreamCommit.LETTER_FILES, "[]");
        append.commit();
    }

    /** What the consumer would go on from, or nothing where the way back is cut off. */
    String offsets() {
        events.refresh();
        for (var snapshot : SnapshotUtil.currentAncestors(events)) {
            if (StreamCommit.isIn(snapshot.summary())) {
                return snapshot.summary().getOrDefault(StreamCommit.OFFSETS, "");
            }
        }
        return "";
    }

    private Record row(int offset) {
        var values = new HashMap<String, Object>(Map.of(
                "event_id",
                "event " + offset,
                "event_type",
                "page_view",
                "occurred_at",
                begin.plusMinutes(offset),
                "user_id",
                "anna",
                "session_id",
                "session",
                "payload",
                "{}",
                "source_topic",
                "page_view",
                "source_partition",
                0,
                "source_offset",
                (long) offset,
                "ingested_at",
                begin.plusMinutes(offset)));
        return GenericRecord.create(events.schema()).copy(values);
    }

    private DataFile write(Record row) {
        var partition = new PartitionKey(events.spec(), events.schema());
        partition.partition(new InternalRecordWrapper(events.schema().asStruct()).wrap(row));
        var path = events.locationProvider().newDataLocation(events.spec(), partition, UUID.randomUUID() + ".parquet");
        try {
            var writer = Parquet.writeData(events.io().newOutputFile(path))
                    .forTable(events)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .<Record>build();
            try (writer) {
                writer.write(row);
            }
            return writer.toDataFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
