package dev.shoplake.training.dataset;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.redis.ActivityEntry;
import dev.shoplake.contracts.redis.RedisKeys;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a model is trained and measured on. Held in memory: about 100 bytes an interaction.
 *
 * @param histories user id → the user's interactions with {@code products}, oldest first; users of services alone have none
 * @param products what may be trained and recommended: no services
 */
public record Interactions(SortedMap<String, List<ActivityEntry>> histories, Set<String> products) {
    public Interactions {
        histories = Collections.unmodifiableSortedMap(histories);
        products = Collections.unmodifiableSet(products);
    }

    /**
     * The "now" of a training, whatever the wall clock says: the newest purchase, or the newest interaction of a shop
     * that has sold nothing yet. A lone click long after all sales ages none of them and leaves a test part to measure by.
     */
    public Instant now() {
        return histories.values().stream()
                .flatMap(List::stream)
                .filter(entry -> entry.type() == EventType.PURCHASE)
                .map(ActivityEntry::at)
                .max(Instant::compareTo)
                .orElseGet(this::newest);
    }

    /** The newest interaction. */
    public Instant newest() {
        return histories.values().stream()
                .filter(history -> !history.isEmpty())
                .map(history -> history.getLast().at())
                .max(Instant::compareTo)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "The lake holds no interaction with a product: load a shop and run `./shoplake etl run` first."));
    }

    /** The oldest interaction. */
    public Instant oldest() {
        return histories.values().stream()
                .filter(history -> !history.isEmpty())
                .map(history -> history.getFirst().at())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    public long count() {
        return histories.values().stream().mapToLong(List::size).sum();
    }

    /** Only the interactions of one type. */
    public Interactions ofType(EventType type) {
        return filtered(entry -> entry.type() == type);
    }

    /** Only what happened before an instant. */
    public Interactions before(Instant end) {
        return filtered(entry -> entry.at().isBefore(end));
    }

    private Interactions filtered(Predicate<ActivityEntry> kept) {
        var remaining = new TreeMap<String, List<ActivityEntry>>();
        histories.forEach((user, history) ->
                remaining.put(user, history.stream().filter(kept).toList()));
        return new Interactions(remaining, products);
    }

    /** The part of a history that the live path sees: the newest {@link RedisKeys#ACTIVITY_LIMIT}. */
    public static List<ActivityEntry> live(List<ActivityEntry> history) {
        return history.subList(Math.max(0, history.size() - RedisKeys.ACTIVITY_LIMIT), history.size());
    }
}
