package dev.shoplake.etl.erase;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Manifests of tables: of each data file they keep the least and the greatest value of every column. */
final class ManifestSearch {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Of longer texts only so many characters are kept, unless a table is told otherwise. */
    private static final int KEPT = 16;

    private final PersonFinder finder;

    ManifestSearch(PersonFinder finder) {
        this.finder = finder;
    }

    boolean isIn(InputStream manifest) throws IOException {
        try (var entries = new DataFileStream<>(manifest, new GenericDatumReader<GenericRecord>())) {
            var columns = columns(entries.getMetaString("schema"));
            for (var entry : entries) {
                if (field(entry, "data_file") instanceof GenericRecord file
                        && (isIn(columns, field(file, "lower_bounds")) || isIn(columns, field(file, "upper_bounds")))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static @Nullable Object field(GenericRecord row, String name) {
        return row.hasField(name) ? row.get(name) : null;
    }

    /** Id → name; a manifest list has no schema. */
    private static Map<Integer, String> columns(@Nullable String schema) throws IOException {
        var columns = new HashMap<Integer, String>();
        if (schema != null) {
            MAPPER.readTree(schema)
                    .path("fields")
                    .forEach(column -> columns.put(
                            column.path("id").asInt(), column.path("name").asText()));
        }
        return columns;
    }

    private boolean isIn(Map<Integer, String> columns, @Nullable Object bounds) {
        if (bounds instanceof List<?> entries) {
            for (var entry : entries) {
                if (entry instanceof GenericRecord bound
                        && bound.get("key") instanceof Integer id
                        && bound.get("value") instanceof ByteBuffer value) {
                    var column = columns.getOrDefault(id, "");
                    // Of mixed kinds: what it names is told by the row alone, and rows are searched
                    if (!column.equals("source_key")
                            && PersonFinder.isPersonal(column)
                            && finder.isInBound(
                                    StandardCharsets.UTF_8
                                            .decode(value.duplicate())
                                            .toString(),
                                    KEPT)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
