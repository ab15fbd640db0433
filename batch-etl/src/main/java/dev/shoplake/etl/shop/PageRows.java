package dev.shoplake.etl.shop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.shoplake.etl.run.RunException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of one page, each an object with every column that was promised and no other. */
final class PageRows {
    private static final JsonFactory JSON = new JsonFactory();

    private final Answer answer;
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private long rows;

    PageRows(Answer answer, List<String> columns) {
        this.answer = answer;
        this.columns = columns;
        columns.forEach(column -> places.put(column, places.size()));
    }

    /**
     * Hands the rows on.
     *
     * @return how many there are
     * @throws RunException if they are not what the page says
     */
    long read(RowReader reader) throws IOException {
        try (var json = JSON.createParser(answer.body())) {
            while (next(json) != null) {
                rows++;
                reader.read(row(json));
            }
        }
        if (rows != answer.rowCount()) {
            throw wrong("it has %d rows and says %d".formatted(rows, answer.rowCount()));
        }
        return rows;
    }

    private @Nullable String[] row(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("row %d is no object".formatted(rows));
        }
        var values = new @Nullable String[columns.size()];
        var seen = new boolean[columns.size()];
        while (next(json) == JsonToken.FIELD_NAME) {
            var place = places.get(json.currentName());
            if (place == null) {
                throw wrong("row %d has a column %s that was not announced".formatted(rows, json.currentName()));
            }
            if (seen[place]) {
                throw wrong("row %d has column %s twice".formatted(rows, columns.get(place)));
            }
            seen[place] = true;
            values[place] = value(json, columns.get(place));
        }
        for (int place = 0; place < seen.length; place++) {
            if (!seen[place]) {
                throw wrong("row %d has no column %s".formatted(rows, columns.get(place)));
            }
        }
        return values;
    }

    private @Nullable String value(JsonParser json, String column) throws IOException {
        var token = next(json);
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw wrong("column %s of row %d is neither text nor null".formatted(column, rows));
        }
        try {
            return json.getText();
        } catch (JacksonException e) {
            throw noJson(e);
        }
    }

    /** What is read here is the page alone, so that a failure of whoever takes the rows is not mistaken for one of the page. */
    private @Nullable JsonToken next(JsonParser json) throws IOException {
        try {
            return json.nextToken();
        } catch (JacksonException e) {
            throw noJson(e);
        }
    }

    private RunException noJson(JacksonException e) {
        return new RunException(
                "page %s cannot be right: behind row %d it is no JSON".formatted(answer.address(), rows), e);
    }

    private RunException wrong(String what) {
        return new RunException("page %s cannot be right: %s".formatted(answer.address(), what));
    }
}
