package dev.shoplake.etl.change;

import dev.shoplake.etl.run.RunException;
import dev.shoplake.etl.run.Window;
import dev.shoplake.etl.shop.ApiSnapshot;
import dev.shoplake.etl.shop.Question;
import dev.shoplake.etl.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the shop's extract API says. */
final class ApiChanges implements ShopChanges {
    private final ApiSnapshot snapshot;

    private ApiChanges(ApiSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    static ApiChanges open(Shop.Api shop) {
        return new ApiChanges(ApiSnapshot.open(shop));
    }

    /**
     * The API tells which orders changed at a moment or later, not when they did: so it is asked once for each moment up to
     * which some day may have been read, and of the answer only the orders of such days count. What changed after {@code
     * until} counts, too.
     */
    @Override
    public @Nullable Days days(List<PublishedRun> runs, Instant since, Instant lastRun, Instant until) {
        var moments = new TreeSet<Instant>(List.of(since));
        runs.stream()
                .map(run -> run.position().moment())
                .filter(since::isBefore)
                .forEach(moments::add);
        Days days = null;
        for (var moment : moments) {
            days = Days.span(days, unread(runs, since, moment));
        }
        // Lines are told with their orders; where no order is unread, changed lines are lines of no order
        if (snapshot.hasAny(Question.since("customers", lastRun))
                || snapshot.hasAny(Question.since("products", lastRun))
                || (days == null && snapshot.hasAny(Question.since("order_items", lastRun)))) {
            var newest = snapshot.lastOrderDay();
            return newest == null ? days : Days.span(days, new Days(newest, newest));
        }
        return days;
    }

    /** Days of the orders that changed at a moment or later, as far as runs have read them up to this moment alone. */
    private @Nullable Days unread(List<PublishedRun> runs, Instant since, Instant moment) {
        var columns = List.copyOf(snapshot.columns("orders").keySet());
        int time = columns.indexOf("order_timestamp");
        if (time < 0) {
            throw new RunException("table orders of the shop has no column order_timestamp any more");
        }
        var read = new HashMap<LocalDate, Instant>();
        var span = new Span();
        var newest = snapshot.lastOrderDay();
        try {
            snapshot.read(Question.since("orders", moment), columns, values -> {
                var day = day(values[time], newest);
                if (day != null
                        && read.computeIfAbsent(day, known -> readUpTo(runs, since, known))
                                .equals(moment)) {
                    span.add(day);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return span.days;
    }

    private static final class Span {
        private @Nullable Days days;

        void add(LocalDate day) {
            days = Days.span(days, new Days(day, day));
        }
    }

    private static Instant readUpTo(List<PublishedRun> runs, Instant since, LocalDate day) {
        var alone = new Days(day, day);
        return runs.stream()
                .filter(run -> run.readOrdersOf(alone))
                .map(run -> run.position().moment())
                .reduce(since, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** PostgreSQL writes the day first. For orders of no day, such as infinity, that of the newest order stands. */
    private static @Nullable LocalDate day(@Nullable String time, @Nullable LocalDate newest) {
        if (time == null) {
            return newest;
        }
        try {
            return LocalDate.parse(time.length() < 10 ? time : time.substring(0, 10));
        } catch (DateTimeException e) {
            return newest;
        }
    }

    @Override
    public Map<String, Long> rows() {
        var rows = new HashMap<String, Long>();
        for (var table : List.of("customers", "products", "orders", "order_items")) {
            rows.put(table, snapshot.rows(table));
        }
        return rows;
    }

    @Override
    public Window history() {
        return ShopChanges.history(snapshot.firstOrderDay(), snapshot.lastOrderDay());
    }

    @Override
    public void close() {
        snapshot.close();
    }
}
