package dev.shoplake.etl.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Files;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSearchTest {
    private final ParquetSearch search = new ParquetSearch(new PersonFinder(Set.of("4711", "person-4711")));

    @TempDir
    private Path folder;

    private boolean isIn(String column, Type type, Object value) throws IOException {
        var schema = new Schema(NestedField.optional(1, column, type));
        var file = new File(folder.toFile(), column + "-" + type.typeId() + "-" + value + ".parquet");
        try (var writer = Parquet.write(Files.localOutput(file))
                .schema(schema)
                .createWriterFunc(GenericParquetWriter::create)
                .<GenericRecord>build()) {
            writer.add(GenericRecord.create(schema));
            writer.add(GenericRecord.create(schema).copy(Map.of(column, value)));
        }
        return search.isIn(Files.localInput(file));
    }

    @Test
    void aPersonIsFoundInTextThatMayNameOneAndAsANumberWhereOnlyIdsStand() throws IOException {
        assertThat(isIn("customer_id", Types.StringType.get(), "person-4711")).isTrue();
        assertThat(isIn("customer_id", Types.StringType.get(), "person-4712")).isFalse();
        assertThat(isIn("note", Types.StringType.get(), "{\"for\":\"person-4711\"}"))
                .isTrue();
        assertThat(isIn("order_id", Types.StringType.get(), "person-4711")).isFalse();
        assertThat(isIn("customer_id", Types.LongType.get(), 4711L)).isTrue();
        assertThat(isIn("customer_id", Types.IntegerType.get(), 4711)).isTrue();
        assertThat(isIn("customer_id", Types.LongType.get(), 4712L)).isFalse();
        assertThat(isIn("pieces", Types.LongType.get(), 4711L)).isFalse();
    }
}
