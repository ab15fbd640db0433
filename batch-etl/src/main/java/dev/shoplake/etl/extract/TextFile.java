package dev.shoplake.etl.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** A Parquet file of text columns on its way to the object store; it is there when it is closed, or not at all. */
final class TextFile implements AutoCloseable {
    /** Bounds the memory of a file that is being written. */
    private static final long GROUP_BYTES = 32L << 20;

    private final String path;
    private final int timeColumn;
    private final MessageDigest digest = RawFiles.sha256();
    private final ParquetWriter<SourceRow> writer;
    private long rows;
    private long bytes;
    private byte @Nullable [] first;
    private byte @Nullable [] last;

    /**
     * @param timeColumn whose least and greatest value are kept, as text that sorts; negative for none
     */
    TextFile(RawFiles files, String path, List<String> columns, int timeColumn) throws IOException {
        this.path = path;
        this.timeColumn = timeColumn;
        var schema = Types.buildMessage();
        for (var column : columns) {
            schema.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(column);
        }
        this.writer = new Builder(new Digested(files.output(path)), schema.named("source"))
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(GROUP_BYTES)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .withConf(new Configuration(false))
                .build();
    }

    void write(SourceRow row) throws IOException {
        writer.write(row);
        rows++;
        if (timeColumn >= 0 && !row.isNull(timeColumn)) {
            int from = row.offset(timeColumn);
            int to = from + row.length(timeColumn);
            if (first == null || Arrays.compareUnsigned(row.bytes(), from, to, first, 0, first.length) < 0) {
                first = Arrays.copyOfRange(row.bytes(), from, to);
            }
            if (last == null || Arrays.compareUnsigned(row.bytes(), from, to, last, 0, last.length) > 0) {
                last = Arrays.copyOfRange(row.bytes(), from, to);
            }
        }
    }

    long rows() {
        return rows;
    }

    /** Finishes the file. */
    Manifest.File finish() throws IOException {
        writer.close();
        return new Manifest.File(path, rows, bytes, HexFormat.of().formatHex(digest.digest()), text(first), text(last));
    }

    private static @Nullable String text(byte @Nullable [] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<SourceRow, Builder> {
        private final MessageType schema;

        Builder(OutputFile file, MessageType schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // Nothing else is abstract in its place
        protected WriteSupport<SourceRow> getWriteSupport(Configuration configuration) {
            return new Rows(schema);
        }
    }

    private static final class Rows extends WriteSupport<SourceRow> {
        private final MessageType schema;
        private @Nullable RecordConsumer target;

        Rows(MessageType schema) {
            this.schema = schema;
        }

        @Override
        @SuppressWarnings("deprecation") // Nothing else is abstract in its place
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            target = consumer;
        }

        @Override
        public void write(SourceRow row) {
            var consumer = Objects.requireNonNull(target);
            consumer.startMessage();
            for (int column = 0; column < row.columns(); column++) {
                if (!row.isNull(column)) {
                    var name = schema.getFieldName(column);
                    consumer.startField(name, column);
                    consumer.addBinary(
                            Binary.fromConstantByteArray(row.bytes(), row.offset(column), row.length(column)));
                    consumer.endField(name, column);
                }
            }
            consumer.endMessage();
        }
    }

    /** Counts and digests what passes to the store. */
    private final class Digested implements OutputFile {
        private final org.apache.iceberg.io.OutputFile target;

        Digested(org.apache.iceberg.io.OutputFile target) {
            this.target = target;
        }

        @Override
        public PositionOutputStream create(long blockSize) throws IOException {
            return createOrOverwrite(blockSize);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
            var stream = target.createOrOverwrite();
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes;
                }

                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] values, int offset, int length) throws IOException {
                    digest.update(values, offset, length);
                    bytes += length;
                    stream.write(values, offset, length);
                }

                @Override
                public void close() throws IOException {
                    stream.close();
                }
            };
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
