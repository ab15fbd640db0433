package dev.shoplake.producers.shop.serve;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which rows of a table are meant. */
sealed interface Selection {
    /** A condition on rows {@code t} of a table. */
    String condition(ExtractTable table);

    /** The values of the condition's parameters, as text that PostgreSQL reads. */
    Map<String, @Nullable String> parameters();

    /**
     * All rows, or those of orders whose day is inside a window.
     *
     * @param from first day; without it there is no first
     * @param to day after the last; without it there is no last
     */
    record Days(@Nullable LocalDate from, @Nullable LocalDate to) implements Selection {
        @Override
        public String condition(ExtractTable table) {
            return table.insideWindow();
        }

        @Override
        public Map<String, @Nullable String> parameters() {
            var values = new HashMap<String, @Nullable String>();
            values.put("from", from == null ? null : from.toString());
            values.put("to", to == null ? null : to.toString());
            return Collections.unmodifiableMap(values);
        }
    }

    /** Rows that changed at a moment or later, themselves or a row of the same order. */
    record Changes(Instant since) implements Selection {
        @Override
        public String condition(ExtractTable table) {
            return table.changed();
        }

        @Override
        public Map<String, @Nullable String> parameters() {
            return Map.of("since", since.toString());
        }
    }

    /** Rows by id; lines by the id of their order. */
    record Ids(List<String> ids) implements Selection {
        public Ids {
            ids = List.copyOf(ids);
        }

        @Override
        public String condition(ExtractTable table) {
            return table.oneOf();
        }

        /** An array as PostgreSQL writes it, so that ids need not be text in the shop's tables. */
        @Override
        public Map<String, @Nullable String> parameters() {
            return Map.of(
                    "ids",
                    ids.stream()
                            .map(id -> "\"" + id.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                            .collect(Collectors.joining(",", "{", "}")));
        }
    }
}
