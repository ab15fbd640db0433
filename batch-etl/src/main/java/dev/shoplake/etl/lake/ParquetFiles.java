package dev.shoplake.etl.lake;

import java.io.IOException;
import java.util.List;
import org.apache.iceberg.io.InputFile;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Parquet files of the object store, read without Spark and without a table. */
public final class ParquetFiles {
    private ParquetFiles() {}

    /** Opens a file. */
    public static ParquetFileReader open(InputFile file) throws IOException {
        return ParquetFileReader.open(new Stored(file));
    }

    /** A part of a file's columns, in another order perhaps. */
    public static MessageType part(MessageType schema, List<String> columns) {
        return new MessageType(
                schema.getName(),
                columns.stream().map(schema::getType).map(Type.class::cast).toList());
    }

    private record Stored(InputFile file) implements org.apache.parquet.io.InputFile {
        @Override
        public long getLength() {
            return file.getLength();
        }

        @Override
        public SeekableInputStream newStream() {
            var stream = file.newStream();
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() throws IOException {
                    return stream.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    stream.seek(position);
                }
            };
        }
    }
}
