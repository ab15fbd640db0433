package dev.shoplake.etl.shop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which rows the API is asked for.
 *
 * @param path behind {@code /extract/}
 * @param table whose rows
 * @param parameters beside the table
 * @param ids that are asked for; empty where a request has none
 */
public record Question(String path, String table, Map<String, String> parameters, List<String> ids) {
    public Question {
        parameters = Map.copyOf(parameters);
        ids = List.copyOf(ids);
    }

    /** All rows, or with {@code from} and {@code to} those of some days. */
    public static Question full(String table, Map<String, String> days) {
        return new Question("full", table, days, List.of());
    }

    /** Rows that changed at a moment or later. */
    public static Question since(String table, Instant moment) {
        return new Question("incremental", table, Map.of("since", moment.toString()), List.of());
    }

    /** The columns that tell rows apart. */
    public static Question keys(String table) {
        return new Question("keys", table, Map.of(), List.of());
    }

    /** Rows by their ids, lines by those of their orders. */
    public static Question rows(String table, List<String> ids) {
        return new Question("rows", table, Map.of(), ids);
    }

    /** The address of its first page. */
    String firstPage(String snapshot, int limit) {
        var all = new TreeMap<>(parameters);
        all.put("table", table);
        all.put("snapshot", snapshot);
        all.put("limit", Integer.toString(limit));
        return all.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", path + "?", ""));
    }
}
