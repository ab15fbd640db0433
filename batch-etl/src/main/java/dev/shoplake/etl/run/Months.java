package dev.shoplake.etl.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Months that something has changed in.
 *
 * @param firstDays of the months
 */
public record Months(SortedSet<LocalDate> firstDays) {
    public static final Months NONE = new Months(new TreeSet<>());

    public Months {
        firstDays = java.util.Collections.unmodifiableSortedSet(
                firstDays.stream().map(day -> day.withDayOfMonth(1)).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The months of some days. */
    public static Months of(Collection<LocalDate> days) {
        return new Months(new TreeSet<>(days));
    }

    /** The months that a window touches. */
    public static Months of(Window window) {
        return of(window.monthsFrom()
                .datesUntil(window.monthsTo(), java.time.Period.ofMonths(1))
                .toList());
    }

    public Months and(Months more) {
        var all = new TreeSet<>(firstDays);
        all.addAll(more.firstDays);
        return new Months(all);
    }

    /** These and the month after each: what lies on the edge of a month belongs to both. */
    public Months andTheNext() {
        return and(of(firstDays.stream().map(day -> day.plusMonths(1)).toList()));
    }

    public boolean isEmpty() {
        return firstDays.isEmpty();
    }

    /** The months as windows, neighbours joined. */
    public List<Window> ranges() {
        var ranges = new ArrayList<Window>();
        for (var month : firstDays) {
            var last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.to().equals(month)) {
                ranges.set(ranges.size() - 1, new Window(last.from(), month.plusMonths(1)));
            } else {
                ranges.add(new Window(month, month.plusMonths(1)));
            }
        }
        return ranges;
    }

    /** SQL that is true for the days of these months; dates have one spelling. */
    public String ofDate(String column) {
        return condition((from, to) -> "%s >= DATE '%s' AND %s < DATE '%s'".formatted(column, from, column, to));
    }

    /** SQL that is true for the local times of these months. */
    public String ofTimestamp(String column) {
        return condition((from, to) -> "%s >= TIMESTAMP_NTZ '%s 00:00:00' AND %s < TIMESTAMP_NTZ '%s 00:00:00'"
                .formatted(column, from, column, to));
    }

    private String condition(BiFunction<LocalDate, LocalDate, String> range) {
        return isEmpty()
                ? "false"
                : ranges().stream()
                        .map(window -> range.apply(window.from(), window.to()))
                        .collect(Collectors.joining(" OR ", "(", ")"));
    }

    @Override
    public String toString() {
        return firstDays.stream().map(day -> day.toString().substring(0, 7)).collect(Collectors.joining(" "));
    }
}
