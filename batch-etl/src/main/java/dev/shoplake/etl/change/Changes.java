package dev.shoplake.etl.change;

import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import dev.shoplake.runtime.settings.LakeSettings;
import dev.shoplake.runtime.settings.PostgresSettings;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the published lake does not show yet. Each published run has recorded how far it read; a change is shown when a run
 * with its day in the window has read beyond it, so a run over a part of the history hides no change of another part.
 * Deleted rows leave no trace and are seen by the next run over their days.
 *
 * @param zone decides the day of an event
 */
public record Changes(PostgresSettings shop, LakeSettings lake, ZoneId zone) {
    /** Later than any change, and still a time that PostgreSQL knows. */
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    private static final SourcePosition NOTHING = new SourcePosition(Instant.EPOCH, 0, true);

    /** Days that a run has to read. */
    private record Pending(@Nullable Days orders, @Nullable Days events) {
        boolean within(Window window) {
            return (orders == null || orders.within(window.from(), window.to()))
                    && (events == null || events.within(window.monthsFrom(), window.monthsTo()));
        }

        Optional<Window> window() {
            return Optional.ofNullable(Days.span(orders, events))
                    .map(days -> new Window(days.first(), days.last().plusDays(1)));
        }
    }

    /** The days touched by what changed and is not published; empty if nothing did. */
    public Optional<Window> pending(Instant until) {
        try (var database = ShopChanges.open(shop);
                var published = PublishedLake.open(lake)) {
            return pending(database, published, until).window();
        }
    }

    /** How far a run over a window reads that takes its snapshots after this. */
    public SourcePosition position(Window window) {
        try (var database = ShopChanges.open(shop);
                var published = PublishedLake.open(lake)) {
            var moment = database.moment();
            var events = published.events();
            long sequence = events == null ? 0 : new EventChanges(events, zone).sequence();
            return new SourcePosition(
                    moment, sequence, pending(database, published, FOREVER).within(window));
        }
    }

    private Pending pending(ShopChanges database, PublishedLake published, Instant until) {
        var runs = published.runs();
        var base = newest(runs.stream()
                .filter(run -> run.position().caughtUp())
                .map(PublishedRun::position)
                .toList());
        var last = newest(runs.stream().map(PublishedRun::position).toList());
        var events = published.events();
        return new Pending(
                database.days(runs, base.moment(), last.moment(), until),
                events == null ? null : new EventChanges(events, zone).days(runs, base.eventsSequence(), until));
    }

    private static SourcePosition newest(List<SourcePosition> positions) {
        return positions.stream()
                .max(Comparator.comparing(SourcePosition::moment))
                .orElse(NOTHING);
    }
}
