package dev.shoplake.producers.history;

import dev.shoplake.contracts.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Turns orders, given in time order, into events in time order. Holds only the events that an order to come could still
 * precede: weeks, not years. The same orders and the same seed give the same events.
 */
final class EventHistory {
    /** Orders may be this much out of order: clocks that are put forward make an hour of local times ambiguous. */
    private static final Duration DISORDER = Duration.ofHours(1);

    private record Pending(Event event, long sequence) {
        Instant at() {
            return event.common().occurredAt();
        }
    }

    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(Comparator.comparing(Pending::at).thenComparingLong(Pending::sequence));
    private final RecentLines recent = new RecentLines(VisitModel.RECENT_LINES);
    private final long seed;
    private final Instant end;
    private final Consumer<Event> sink;
    private long sequence;

    /**
     * A history.
     *
     * @param end no visit reaches this time; those that would are left out whole
     * @param sink takes the events in time order
     */
    EventHistory(long seed, Instant end, Consumer<Event> sink) {
        this.seed = seed;
        this.end = end;
        this.sink = sink;
    }

    void add(Order order) {
        release(OrderVisits.earliest(order.placedAt()).minus(DISORDER));
        for (var visit : new OrderVisits(order, recent, seed).all()) {
            if (!visit.isEmpty() && endsInTime(visit)) {
                visit.forEach(event -> pending.add(new Pending(event, sequence++)));
            }
        }
        order.lines().stream().filter(Order.Line::isProduct).forEach(recent::add);
    }

    /** Gives out what is left. */
    void finish() {
        release(Instant.MAX);
    }

    private boolean endsInTime(List<Event> visit) {
        return visit.getLast().common().occurredAt().isBefore(end);
    }

    private void release(Instant limit) {
        for (var next = pending.peek(); next != null && next.at().isBefore(limit); next = pending.peek()) {
            pending.remove();
            sink.accept(next.event());
        }
    }
}
