package dev.shoplake.etl.inbox;

import dev.shoplake.etl.extract.DroppedFile.Rows;
import dev.shoplake.etl.extract.UnreadableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, values of any plain type as text. */
final class ParquetRows {
    private ParquetRows() {}

    static void read(Path file, WantedColumns wanted, Rows rows) throws IOException {
        var input = new LocalInputFile(file);
        var columns = columns(input);
        int[] places =
                wanted.places(columns.getFields().stream().map(Type::getName).toList());
        for (int place : places) {
            if (place >= 0
                    && (!columns.getType(place).isPrimitive()
                            || columns.getType(place).isRepetition(Type.Repetition.REPEATED))) {
                throw new UnreadableFileException(
                        "column %s holds no single values".formatted(columns.getFieldName(place)));
            }
        }
        try (var reader = new Builder(input).withConf(new Configuration(false)).build()) {
            for (var row = next(reader); row != null; row = next(reader)) {
                var values = new ArrayList<@Nullable String>(places.length);
                for (int column = 0; column < places.length; column++) {
                    values.add(wanted.value(column, places[column] < 0 ? null : ParquetText.of(row, places[column])));
                }
                rows.accept(values);
            }
        }
    }

    private static GroupType columns(InputFile input) {
        try (var reader = ParquetFileReader.open(input)) {
            return reader.getFileMetaData().getSchema();
        } catch (IOException | RuntimeException e) {
            throw noParquet(e);
        }
    }

    private static @Nullable Group next(ParquetReader<Group> reader) {
        try {
            return reader.read();
        } catch (IOException | RuntimeException e) {
            throw noParquet(e);
        }
    }

    private static UnreadableFileException noParquet(Exception cause) {
        return new UnreadableFileException("it is no Parquet file, or a damaged one: " + cause.getMessage(), cause);
    }

    private static final class Builder extends ParquetReader.Builder<Group> {
        Builder(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
