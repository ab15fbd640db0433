package dev.shoplake.etl.erase;

import dev.shoplake.etl.lake.ParquetFiles;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.io.InputFile;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Parquet files, column by column: only those that may name a person are fetched. All tables of the lake are flat. */
final class ParquetSearch {
    private static final String KEY = "source_key";
    private static final String KIND = "source_table";

    private static final Set<PrimitiveTypeName> NUMBERS = Set.of(PrimitiveTypeName.INT32, PrimitiveTypeName.INT64);

    private final PersonFinder finder;

    ParquetSearch(PersonFinder finder) {
        this.finder = finder;
    }

    boolean isIn(InputFile file) throws IOException {
        try (var reader = ParquetFiles.open(file)) {
            var metadata = reader.getFileMetaData();
            var columns = metadata.getSchema().getFields().stream()
                    .filter(column -> isText(column) || isNumberOfAPerson(column))
                    .map(Type::getName)
                    .filter(column -> PersonFinder.isPersonal(column) || column.equals(KIND))
                    .toList();
            if (columns.isEmpty()) {
                return false;
            }
            var schema = ParquetFiles.part(metadata.getSchema(), columns);
            reader.setRequestedSchema(schema);
            for (var pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                var store = new ColumnReadStoreImpl(pages, new Ignoring(), schema, metadata.getCreatedBy());
                if (isIn(store, schema, columns, pages.getRowCount())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isText(Type column) {
        return column.isPrimitive()
                && column.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && !(column.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
    }

    /** As files of others may have it. */
    private static boolean isNumberOfAPerson(Type column) {
        return column.isPrimitive()
                && NUMBERS.contains(column.asPrimitiveType().getPrimitiveTypeName())
                && PersonFinder.isPersonalId(column.getName());
    }

    private boolean isIn(ColumnReadStoreImpl store, MessageType schema, List<String> columns, long rows) {
        for (var column : columns) {
            boolean isMixed = column.equals(KEY) && columns.contains(KIND);
            if (!column.equals(KIND)
                    && (isMixed
                            ? isAmongCustomers(reader(store, schema, KIND), reader(store, schema, KEY), rows)
                            : isIn(reader(store, schema, column), rows))) {
                return true;
            }
        }
        return false;
    }

    private static ColumnReader reader(ColumnReadStoreImpl store, MessageType schema, String column) {
        return store.getColumnReader(schema.getColumnDescription(new String[] {column}));
    }

    private boolean isIn(ColumnReader column, long rows) {
        for (long row = 0; row < rows; row++, column.consume()) {
            if (isThere(column) && finder.isIn(text(column))) {
                return true;
            }
        }
        return false;
    }

    /** The key of an order or a product may be the id of a person. */
    private boolean isAmongCustomers(ColumnReader kinds, ColumnReader keys, long rows) {
        for (long row = 0; row < rows; row++, kinds.consume(), keys.consume()) {
            if (isThere(kinds) && isThere(keys) && text(kinds).equals("customers") && finder.isIn(text(keys))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(ColumnReader column) {
        return column.getCurrentDefinitionLevel() == column.getDescriptor().getMaxDefinitionLevel();
    }

    private static String text(ColumnReader column) {
        return switch (column.getDescriptor().getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> Integer.toString(column.getInteger());
            case INT64 -> Long.toString(column.getLong());
            default -> column.getBinary().toStringUsingUTF8();
        };
    }

    /** Columns are asked for their values; nothing is made of them. */
    private static final class Ignoring extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {
            // See above
        }

        @Override
        public void end() {
            // See above
        }
    }
}
