package dev.shoplake.etl.maintain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Puts data files of a stream's table in the place of others while the consumer goes on appending. What is new to the batch is
 * told by the number of the commit that each file carries, so a file takes over the newest number of those it replaces.
 */
public final class StreamRewrite {
    private static final int MOST_RACES = 20;

    private StreamRewrite() {}

    /** What becomes of a row; the row is used again for the next one. */
    @FunctionalInterface
    public interface Change {
        /** The row to write, or null for none. */
        @Nullable
        Record of(Record row);
    }

    /** The rows of a file, one object used again and again. */
    public static CloseableIterable<Record> rows(Table table, DataFile file) {
        return Parquet.read(table.io().newInputFile(file))
                .project(table.schema())
                .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
                .reuseContainers()
                .build();
    }

    /**
     * Writes the rows of some files of one partition into a new file, in the order of the files.
     *
     * @return null if no row is left
     */
    public static @Nullable DataFile write(Table table, List<DataFile> files, Change change) {
        var first = files.getFirst();
        var path = table.locationProvider()
                .newDataLocation(table.spec(), first.partition(), UUID.randomUUID() + ".parquet");
        try {
            DataWriter<Record> writer = Parquet.writeData(table.io().newOutputFile(path))
                    .forTable(table)
                    .withPartition(first.partition())
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
            try (writer) {
                for (var file : files) {
                    copy(table, file, change, writer);
                }
            }
            var written = writer.toDataFile();
            if (written.recordCount() > 0) {
                return written;
            }
            table.io().deleteFile(path);
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("file %s was not written".formatted(path), e);
        }
    }

    private static void copy(Table table, DataFile file, Change change, DataWriter<Record> writer) throws IOException {
        try (var rows = rows(table, file)) {
            for (var row : rows) {
                var changed = change.of(row);
                if (changed != null) {
                    writer.write(changed);
                }
            }
        }
    }

    /**
     * Commits the exchange. Nobody but the consumer may commit to the table meanwhile.
     *
     * @param start snapshot that the files were found in
     * @param files sorted by their numbers
     * @param written what takes their place; null for nothing
     */
    public static void replace(Table table, long start, List<DataFile> files, @Nullable DataFile written) {
        for (int race = 1; ; race++) {
            try {
                table.refresh();
                var rewrite = table.newRewrite().validateFromSnapshot(start);
                if (written != null) {
                    rewrite.dataSequenceNumber(files.getLast().dataSequenceNumber())
                            .addFile(written);
                }
                files.forEach(rewrite::deleteFile);
                rewrite.commit();
                return;
            } catch (CommitFailedException e) {
                if (race == MOST_RACES) {
                    throw e;
                }
            }
        }
    }
}
