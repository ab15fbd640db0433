package dev.shoplake.consumer.store.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** Writes rows as Parquet files of a table, one for each partition that they touch. */
final class RowFiles {
    private RowFiles() {}

    /**
     * Writes and closes the files. What was written before a failure is left behind as an orphan.
     *
     * @throws UncheckedIOException if the object store does not take them
     */
    static List<DataFile> write(Table table, Stream<Record> rows) {
        Map<PartitionKey, DataWriter<Record>> writers = new LinkedHashMap<>();
        var key = new PartitionKey(table.spec(), table.schema());
        var wrapper = new InternalRecordWrapper(table.schema().asStruct());
        try {
            rows.forEachOrdered(row -> {
                key.partition(wrapper.wrap(row));
                var writer = writers.get(key);
                if (writer == null) {
                    var partition = key.copy();
                    writer = open(table, partition);
                    writers.put(partition, writer);
                }
                writer.write(row);
            });
            var files = new ArrayList<DataFile>(writers.size());
            for (var writer : writers.values()) {
                writer.close();
                files.add(writer.toDataFile());
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("rows of %s were not written".formatted(table.name()), e);
        }
    }

    private static DataWriter<Record> open(Table table, PartitionKey partition) {
        var path = table.locationProvider().newDataLocation(table.spec(), partition, UUID.randomUUID() + ".parquet");
        try {
            return Parquet.writeData(table.io().newOutputFile(path))
                    .forTable(table)
                    .withPartition(partition)
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("file %s was not opened".formatted(path), e);
        }
    }
}
