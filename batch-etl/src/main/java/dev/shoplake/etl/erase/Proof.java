package dev.shoplake.etl.erase;

import dev.shoplake.contracts.lake.LakeTable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is left of persons after an erasure: nothing, if it went well.
 *
 * @param objects of the store
 * @param redis keys and members
 * @param took how long the search took
 */
record Proof(ObjectSearch.Result objects, List<String> redis, Duration took) {
    private static final String LINE = "  %-30s %14s %18s%n";
    private static final int SHOWN = 20;

    boolean isClean() {
        return objects.count() == 0 && redis.isEmpty();
    }

    /**
     * Prints a line a place.
     *
     * @param closed number of tables that tags of closed months showed and show no more
     */
    void print(Changed changed, int closed, PrintStream out) {
        var places = new TreeSet<>(changed.places());
        places.addAll(objects.found().keySet());
        places.addAll(History.TABLES.stream().map(LakeTable::identifier).collect(Collectors.toSet()));
        places.addAll(List.of(Erasure.RAW_FILES, Erasure.REDIS, "other objects"));
        out.printf(LINE, "place", "rows changed", "found afterwards");
        for (var place : places) {
            long found = place.equals(Erasure.REDIS)
                    ? redis.size()
                    : objects.found().getOrDefault(place, List.of()).size();
            out.printf(LINE, place, "%,d".formatted(changed.sum(place)), "%,d".formatted(found));
        }
        if (closed > 0) {
            out.printf(
                    "  the catalog's tags of closed months show %,d tables less; the months are as they were%n",
                    closed);
        }
        out.printf(
                "  searched: %,d objects, %,d KB, in %.1f s, and Redis%n",
                objects.objects(), objects.bytes() / 1024, took.toMillis() / 1000.0);
        objects.found().values().stream()
                .flatMap(List::stream)
                .limit(SHOWN)
                .forEach(address -> out.printf("  still names the person: %s%n", address));
        redis.stream().limit(SHOWN).forEach(key -> out.printf("  still names the person in Redis: %s%n", key));
    }
}
