package dev.shoplake.producers.shop.serve;

import io.helidon.common.uri.UriQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, each as what it means. */
final class Parameters {
    static final int DEFAULT_LIMIT = 10_000;
    static final int MOST_LIMIT = 100_000;

    private static final int LAST_YEAR = 9999;

    private final UriQuery query;

    private Parameters(UriQuery query) {
        this.query = query;
    }

    /**
     * The parameters of a query.
     *
     * @param known the names that it may use
     * @throws ProblemException if it uses another one
     */
    static Parameters of(UriQuery query, String... known) throws ProblemException {
        for (var name : query.names()) {
            if (!List.of(known).contains(name)) {
                throw wrong(name.toLowerCase(Locale.ROOT), "is unknown", "some of " + String.join(", ", known));
            }
        }
        return new Parameters(query);
    }

    ExtractTable table() throws ProblemException {
        var expected = "one of " + ExtractTable.names();
        var name = required("table", expected);
        return ExtractTable.named(name).orElseThrow(() -> wrong("table", "is '%s'".formatted(name), expected));
    }

    /** Rounded down to what the database keeps, so that nothing is missed. */
    Instant since() throws ProblemException {
        var expected = "a time with its zone such as 2011-12-01T00:00:00Z, a plus sign written %2B";
        var text = required("since", expected);
        try {
            // a plus that was not escaped arrives as a blank
            var time = OffsetDateTime.parse(text.replace(' ', '+'));
            if (time.getYear() < 1 || time.getYear() > LAST_YEAR) {
                throw wrong("since", "is '%s'".formatted(text), expected);
            }
            return time.toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw wrong("since", "is '%s'".formatted(text), expected);
        }
    }

    Selection.Days days() throws ProblemException {
        var from = day("from");
        var to = day("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw wrong("to", "is '%s'".formatted(to), "a day after from, which is " + from);
        }
        return new Selection.Days(from, to);
    }

    private @Nullable LocalDate day(String name) throws ProblemException {
        var text = single(name);
        if (text == null) {
            return null;
        }
        var expected = "a day such as 2011-11-01";
        try {
            var day = LocalDate.parse(text);
            if (day.getYear() < 1 || day.getYear() > LAST_YEAR) {
                throw wrong(name, "is '%s'".formatted(text), expected);
            }
            return day;
        } catch (DateTimeException e) {
            throw wrong(name, "is '%s'".formatted(text), expected);
        }
    }

    int limit() throws ProblemException {
        var text = single("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        var expected = "a whole number from 1 to " + MOST_LIMIT;
        try {
            int limit = Integer.parseInt(text);
            if (limit < 1 || limit > MOST_LIMIT) {
                throw wrong("limit", "is '%s'".formatted(text), expected);
            }
            return limit;
        } catch (NumberFormatException e) {
            throw wrong("limit", "is '%s'".formatted(text), expected);
        }
    }

    @Nullable
    PageToken after(ExtractTable table) throws ProblemException {
        var text = single("after");
        return text == null
                ? null
                : PageToken.decode(text, table.key().size())
                        .orElseThrow(() -> wrong(
                                "after",
                                "is no place in table " + table.tableName(),
                                "none for the first page, then what the header Link of the page before says"));
    }

    @Nullable
    UUID snapshot() throws ProblemException {
        var text = single("snapshot");
        return text == null ? null : snapshotId(text);
    }

    static UUID snapshotId(String text) throws ProblemException {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw wrong("snapshot", "is '%s'".formatted(text), "an id from POST /extract/snapshots");
        }
    }

    /** @throws ProblemException if there is none */
    List<String> ids() throws ProblemException {
        if (!query.contains("id")) {
            throw wrong("id", "is missing", "one id or several, id=1&id=2");
        }
        return query.all("id");
    }

    private String required(String name, String expected) throws ProblemException {
        var value = single(name);
        if (value == null) {
            throw wrong(name, "is missing", expected);
        }
        return value;
    }

    private @Nullable String single(String name) throws ProblemException {
        if (!query.contains(name)) {
            return null;
        }
        if (query.all(name).size() > 1) {
            throw wrong(name, "stands %d times".formatted(query.all(name).size()), "it once");
        }
        return query.first(name).orElse("");
    }

    private static ProblemException wrong(String name, String fault, String expected) {
        return new ProblemException(Problem.parameter(name, fault, expected));
    }
}
