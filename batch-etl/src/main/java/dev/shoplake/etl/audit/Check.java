package dev.shoplake.etl.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Something that must hold on a run's branch. It stands in an SQL file of its own, {@code checks/<id>.sql}, whose first two
 * lines say its severity and its sentence, and whose query gives one row: how often it is violated and where.
 *
 * @param id names the file and the result
 * @param severity what a violation does to the run
 * @param sentence what holds when the check passes
 */
public record Check(String id, Severity severity, String sentence) {
    private static final Pattern HEADER =
            Pattern.compile("-- severity: (?<severity>error|warning)\n-- sentence: (?<sentence>\\S[^\n]*\\S)\n");

    /** What a violation does to the run. */
    public enum Severity {
        /** The run is not published. */
        ERROR,
        /** The run is published, and the result says what to look at. */
        WARNING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Every check, in the order of {@code checks/index.txt}. */
    public static List<Check> all() {
        return text("checks/index.txt")
                .lines()
                .map(id -> of(id, text("checks/%s.sql".formatted(id))))
                .toList();
    }

    /**
     * A check by the text of its file.
     *
     * @throws IllegalArgumentException if its header lacks severity or sentence
     */
    static Check of(String id, String text) {
        var header = HEADER.matcher(text);
        if (!header.lookingAt()) {
            throw new IllegalArgumentException(
                    "check %s does not begin with the lines '-- severity: error' (or warning) and '-- sentence: ...'"
                            .formatted(id));
        }
        return new Check(
                id, Severity.valueOf(header.group("severity").toUpperCase(Locale.ROOT)), header.group("sentence"));
    }

    /** Its file, as {@code Lake.query} names it. */
    String file() {
        return "checks/" + id;
    }

    private static String text(String name) {
        try (var file = Check.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("no file " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
