package dev.shoplake.etl.erase;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many rows of each place named a person and do so no more. */
final class Changed {
    private final Map<String, Map<String, Long>> places = new TreeMap<>();

    void add(String place, String pseudonym, long rows) {
        places.computeIfAbsent(place, name -> new TreeMap<>()).merge(pseudonym, rows, Long::sum);
    }

    void add(String place, Map<String, Long> rows) {
        rows.forEach((pseudonym, count) -> add(place, pseudonym, count));
    }

    void addAll(Changed other) {
        other.places.forEach(this::add);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    Set<String> places() {
        return places.keySet();
    }

    /** Rows of one place by pseudonym; empty if there were none. */
    Map<String, Long> rows(String place) {
        return places.getOrDefault(place, Map.of());
    }

    /** Rows of one place. */
    long sum(String place) {
        return rows(place).values().stream().mapToLong(Long::longValue).sum();
    }
}
