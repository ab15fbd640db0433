package dev.shoplake.etl.change;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days from {@code first} to {@code last}, both included. */
record Days(LocalDate first, LocalDate last) {
    boolean within(LocalDate from, LocalDate to) {
        return !first.isBefore(from) && last.isBefore(to);
    }

    /** The days of both and those between them; null is none. */
    static @Nullable Days span(@Nullable Days one, @Nullable Days other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Days(
                one.first.isBefore(other.first) ? one.first : other.first,
                one.last.isAfter(other.last) ? one.last : other.last);
    }
}
