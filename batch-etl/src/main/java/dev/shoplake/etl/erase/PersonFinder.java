package dev.shoplake.etl.erase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.shoplake.contracts.lake.LakeTable;
import dev.shoplake.contracts.lake.LakeTables;
import dev.shoplake.etl.extract.SourceTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a text names a person: by its id as the whole value, or as a string inside of JSON. What is known to be
 * something else does not count, for an order or a product may be called the same.
 */
final class PersonFinder {
    private static final JsonFactory JSON = new JsonFactory();

    /** Of the columns that we know those that may name a person, by themselves or in JSON. */
    private static final Set<String> PERSONAL = Set.of(
            "customer_id",
            "user_id",
            "session_id",
            "source_key",
            "row_json",
            "payload",
            "reasons",
            "detail",
            "sentence");

    /** Names of columns that hold something else. Whatever a shop has beside those that we know may name a person. */
    private static final Set<String> IMPERSONAL = Stream.concat(
                    LakeTables.all().stream()
                            .flatMap(table -> table.columns().stream())
                            .map(LakeTable.Column::name),
                    Arrays.stream(SourceTable.values()).flatMap(table -> table.columns().stream()))
            .filter(column -> !PERSONAL.contains(column))
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> ids;

    PersonFinder(Set<String> ids) {
        this.ids = Set.copyOf(ids);
    }

    /** Whether a column, or a field of JSON, may name a person. */
    static boolean isPersonal(String column) {
        return !IMPERSONAL.contains(column);
    }

    /** Whether the value of a personal column names a person. */
    boolean isIn(String value) {
        return ids.contains(value) || (isJson(value) && isInJson(value, true));
    }

    /** Whether the start of an id, as manifests keep the bounds of long values, is that of a person's. */
    boolean isInBound(String bound, int kept) {
        return ids.contains(bound)
                || (bound.length() >= kept && ids.stream().anyMatch(id -> id.length() > kept && id.startsWith(bound)));
    }

    private static boolean isJson(String value) {
        return value.startsWith("{") || value.startsWith("[");
    }

    /**
     * Whether JSON of our own making names a person. Figures stand in it as strings too.
     */
    boolean isInOwnJson(String json) {
        return isInJson(json, false);
    }

    private boolean isInJson(String json, boolean figuresCount) {
        try {
            return isInWholeJson(json, figuresCount);
        } catch (JsonProcessingException e) {
            return isInBrokenText(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a message that was refused, and may be anything, names a person. */
    boolean isInMessage(String message) {
        return ids.contains(message.strip()) || isInJson(message, true);
    }

    private boolean isInWholeJson(String json, boolean figuresCount) throws IOException {
        try (var parser = JSON.createParser(json)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                var field = parser.currentName();
                boolean counts =
                        token == JsonToken.VALUE_STRING || (token == JsonToken.VALUE_NUMBER_INT && isPersonalId(field));
                if (counts && (field == null || isPersonal(field))) {
                    var value = parser.getText();
                    if (figuresCount ? isIn(value) : ids.contains(value) && !isFigure(value)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /** Whether a whole number in this field may be the id of a person. */
    static boolean isPersonalId(@Nullable String field) {
        return "user_id".equals(field) || "customer_id".equals(field);
    }

    private static boolean isFigure(String value) {
        return value.chars().allMatch(Character::isDigit);
    }

    /** As a word of its own. */
    private boolean isInBrokenText(String text) {
        return ids.stream().anyMatch(id -> {
            for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
                if (isEnd(text, at - 1) && isEnd(text, at + id.length())) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean isEnd(String text, int index) {
        return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }
}
