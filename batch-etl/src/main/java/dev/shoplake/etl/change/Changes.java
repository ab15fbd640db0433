package dev.shoplake.etl.change;

import dev.shoplake.etl.run.Scope;
import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import dev.shoplake.etl.shop.Shop;
import dev.shoplake.runtime.settings.LakeSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the published lake does not show yet. Each published run has recorded how far it read; a change is shown when a run
 * with its day in the window has read beyond it, so a run over a part of the history hides no change of another part.
 * Deleted rows leave no trace but in the number of rows.
 *
 * @param zone decides the day of an event
 */
public record Changes(Shop shop, LakeSettings lake, ZoneId zone) {
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

    /**
     * Whether a run has been published that an increment can follow: it says how far it had read, and has kept what the shop
     * told of every customer, which earlier versions did not.
     */
    public boolean isPublished() {
        try (var published = PublishedLake.open(lake)) {
            return published.keepsVersions() && !published.runs().isEmpty();
        }
    }

    /** Whether readers of main see a run that read the shop at this moment: a run over days may be done again. */
    public boolean isPublished(String run, Instant moment) {
        try (var published = PublishedLake.open(lake)) {
            return published.runs().stream()
                    .anyMatch(known ->
                            known.id().equals(run) && known.position().moment().equals(moment));
        }
    }

    /**
     * The window that holds every order: from the first day of the first order's month to the day after the newest order.
     *
     * @throws dev.shoplake.etl.run.RunException if there is no order
     */
    public Window wholeHistory() {
        try (var source = ShopChanges.open(shop)) {
            return source.history();
        }
    }

    /**
     * Whether an increment has anything to do: something changed, the shop has another number of rows than the lake, or a
     * month has ended since the last run, so that it is complete now. Numbers of rows do not tell if as many rows came
     * silently as went.
     */
    public boolean isPending(Instant now) {
        try (var published = PublishedLake.open(lake)) {
            return monthHasEnded(published.runs(), now)
                    || pending(published, now).window().isPresent()
                    || rowsDiffer(published);
        }
    }

    private boolean monthHasEnded(List<PublishedRun> runs, Instant now) {
        return runs.stream()
                .map(PublishedRun::startedAt)
                .max(Comparator.naturalOrder())
                .map(last -> YearMonth.from(last.atZone(zone)).isBefore(YearMonth.from(now.atZone(zone))))
                .orElse(true);
    }

    private boolean rowsDiffer(PublishedLake published) {
        var known = published.shopRows();
        try (var source = ShopChanges.open(shop)) {
            return source.rows().entrySet().stream()
                    .anyMatch(table -> !table.getValue().equals(known.getOrDefault(table.getKey(), 0L)));
        }
    }

    /** Number of the shop's rows that readers of main see, by the shop's table: cleaned or set aside. */
    public Map<String, Long> shopRows() {
        try (var published = PublishedLake.open(lake)) {
            return published.shopRows();
        }
    }

    /** The days touched by what changed and is not published; empty if nothing did. */
    public Optional<Window> pending(Instant until) {
        try (var published = PublishedLake.open(lake)) {
            return pending(published, until).window();
        }
    }

    /**
     * How far a run reads, and from where on.
     *
     * @param position what is recorded with the run
     * @param base the newest published run that had caught up with everything; null if there is none
     * @param lastRun name of the newest published run, caught up or not; null if there is none
     * @param eventMonths first days of the months whose events may have changed since the base, in order
     */
    public record Reach(
            SourcePosition position,
            @Nullable SourcePosition base,
            @Nullable String lastRun,
            List<LocalDate> eventMonths) {
        public Reach {
            eventMonths = List.copyOf(eventMonths);
        }
    }

    /**
     * How far a run reads that looks at the events after this.
     *
     * @param moment every change with an earlier {@code updated_at} is seen by the run
     */
    public Reach reach(Scope scope, Instant moment) {
        try (var published = PublishedLake.open(lake)) {
            var runs = published.runs();
            var base = base(runs);
            var table = published.events();
            var events = table == null ? null : new EventChanges(table, zone);
            var since = base == null ? NOTHING : base;
            boolean caughtUp = switch (scope.kind()) {
                case INCREMENT, FULL -> true;
                case DAYS -> pending(published, FOREVER).within(scope.window());
            };
            return new Reach(
                    new SourcePosition(moment, events == null ? 0 : events.sequence(), caughtUp),
                    base,
                    last(runs).map(PublishedRun::id).orElse(null),
                    events == null ? List.of() : events.months(runs, since.eventsSequence()));
        }
    }

    private Pending pending(PublishedLake published, Instant until) {
        var runs = published.runs();
        var caughtUp = base(runs);
        var base = caughtUp == null ? NOTHING : caughtUp;
        var last = last(runs).map(PublishedRun::position).orElse(NOTHING);
        var events = published.events();
        try (var source = ShopChanges.open(shop)) {
            return new Pending(
                    source.days(runs, base.moment(), last.moment(), until),
                    events == null ? null : new EventChanges(events, zone).days(runs, base.eventsSequence(), until));
        }
    }

    private static Optional<PublishedRun> last(List<PublishedRun> runs) {
        return runs.stream().max(Comparator.comparing(run -> run.position().moment()));
    }

    private static @Nullable SourcePosition base(List<PublishedRun> runs) {
        return runs.stream()
                .map(PublishedRun::position)
                .filter(SourcePosition::caughtUp)
                .max(Comparator.comparing(SourcePosition::moment))
                .orElse(null);
    }
}
