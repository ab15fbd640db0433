package dev.shoplake.etl.run;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The days of one run, by the shop's local time of the order. Everything that belongs to a run has a name derived from it,
 * so that its stages find each other when they are called one by one.
 *
 * @param from first day
 * @param to first day after the window
 */
public record Window(LocalDate from, LocalDate to) {
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "the window ends before it begins: --from %s must be before --to %s".formatted(from, to));
        }
    }

    /** First day of the first month that the window touches. */
    public LocalDate monthsFrom() {
        return from.withDayOfMonth(1);
    }

    /** First day after the last month that the window touches. */
    public LocalDate monthsTo() {
        return YearMonth.from(to.minusDays(1)).plusMonths(1).atDay(1);
    }

    @Override
    public String toString() {
        return "[%s, %s)".formatted(from, to);
    }
}
