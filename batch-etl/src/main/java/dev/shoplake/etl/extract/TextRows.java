package dev.shoplake.etl.extract;

import dev.shoplake.etl.lake.ParquetFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.io.InputFile;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.io.ColumnIOFactory;
import org.jspecify.annotations.Nullable;

/** The rows of files that {@link TextFile} has written. */
final class TextRows {
    private TextRows() {}

    /** Reads some columns, in the order they are named in. */
    static void read(InputFile file, List<String> columns, RowConsumer rows) throws IOException {
        try (var reader = ParquetFiles.open(file)) {
            var schema = ParquetFiles.part(reader.getFileMetaData().getSchema(), columns);
            reader.setRequestedSchema(schema);
            var assembly = new ColumnIOFactory().getColumnIO(schema);
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var records = assembly.getRecordReader(pages, new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    rows.accept(row(records.read(), columns.size()));
                }
            }
        }
    }

    private static SourceRow row(Group record, int columns) {
        var values = new ArrayList<@Nullable String>(columns);
        for (int column = 0; column < columns; column++) {
            values.add(record.getFieldRepetitionCount(column) == 0 ? null : record.getString(column, 0));
        }
        return SourceRow.of(values);
    }
}
