package dev.shoplake.etl.erase;

import static dev.shoplake.contracts.lake.LakeTables.RAW_DEAD_LETTERS;
import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.in;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.etl.maintain.StreamRewrite;
import dev.shoplake.etl.run.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;

/**
 * The stream's tables on main, while the consumer goes on. Only files that name a person are written anew: events keep what
 * facts are made of; a message that was refused goes as a whole, since nobody knows what is in it.
 */
final class StreamErasure {
    /** Prices stay to the digit. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Set<String> KEPT = Set.of("items", "product_id", "quantity", "unit_price", "currency");

    private final Persons persons;
    private final PersonFinder finder;

    StreamErasure(Persons persons) {
        this.persons = persons;
        this.finder = new PersonFinder(persons.ids());
    }

    /**
     * Does it for one table.
     *
     * @return rows that named a person, by its pseudonym
     */
    Map<String, Long> erase(LakeTable name, Table table) {
        var letters = name.equals(RAW_DEAD_LETTERS);
        var rows = new HashMap<String, Long>();
        var current = table.currentSnapshot();
        if (current == null) {
            return rows;
        }
        for (var file : candidates(table, letters)) {
            var named = new HashMap<String, Long>();
            count(table, file, letters, named);
            if (!named.isEmpty()) {
                var written = StreamRewrite.write(
                        table,
                        List.of(file),
                        row -> personOf(row, letters) == null ? row : letters ? null : renamed(row));
                StreamRewrite.replace(table, current.snapshotId(), List.of(file), written);
                named.forEach((pseudonym, count) -> rows.merge(pseudonym, count, Long::sum));
            }
        }
        return rows;
    }

    /** The bounds of a file's columns tell of most files that they need not be opened. */
    private List<DataFile> candidates(Table table, boolean letters) {
        var files = new ArrayList<DataFile>();
        try (var tasks = table.newScan()
                .filter(letters ? alwaysTrue() : in("user_id", persons.ids()))
                .planFiles()) {
            for (FileScanTask task : tasks) {
                if (!task.deletes().isEmpty()) {
                    throw new RunException("%s has delete files of another engine: etl maintain first, then erase again"
                            .formatted(table.name()));
                }
                files.add(task.file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("files of %s were not listed".formatted(table.name()), e);
        }
        return files;
    }

    private void count(Table table, DataFile file, boolean letters, Map<String, Long> named) {
        try (var rows = StreamRewrite.rows(table, file)) {
            for (var row : rows) {
                var person = personOf(row, letters);
                if (person != null) {
                    named.merge(person, 1L, Long::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("file %s was not read".formatted(file.location()), e);
        }
    }

    /** The pseudonym of the person that a row names; null if it names none. */
    private @Nullable String personOf(Record row, boolean letters) {
        if (!letters) {
            var id = row.getField("user_id");
            return persons.has(id) ? persons.pseudonym(id) : null;
        }
        var message = text((ByteBuffer) row.getField("payload"));
        var reasons = String.valueOf(row.getField("reasons"));
        if (!finder.isInMessage(message) && !finder.isInMessage(reasons)) {
            return null;
        }
        return persons.ids().stream()
                .filter(id -> new PersonFinder(Set.of(id)).isInMessage(message)
                        || new PersonFinder(Set.of(id)).isInMessage(reasons))
                .map(persons::pseudonym)
                .findFirst()
                .orElseThrow();
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private Record renamed(Record row) {
        row.setField("user_id", persons.pseudonym(row.getField("user_id")));
        if (row.struct().field("session_id") != null) {
            row.setField("session_id", persons.maker().of(String.valueOf(row.getField("session_id"))));
        }
        row.setField("payload", reduced(String.valueOf(row.getField("payload"))));
        return row;
    }

    /** An event without who, where from and in which words: what was looked at or bought, how much, at what price. */
    static String reduced(String payload) {
        try {
            var event = MAPPER.readTree(payload);
            reduce(event);
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            return "{}";
        }
    }

    private static void reduce(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            fields.retain(KEPT);
            fields.forEach(StreamErasure::reduce);
        } else if (node instanceof ArrayNode items) {
            items.forEach(StreamErasure::reduce);
        }
    }
}
