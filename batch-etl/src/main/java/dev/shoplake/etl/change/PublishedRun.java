package dev.shoplake.etl.change;

import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;
import java.time.Instant;

/**
 * A run that readers of main see.
 *
 * @param id its name; a run over days that was done again has one entry
 * @param startedAt when its extract began
 */
record PublishedRun(String id, Window window, SourcePosition position, Instant startedAt) {
    /** Whether the run read every order of these days. */
    boolean readOrdersOf(Days days) {
        return days.within(window.from(), window.to());
    }

    /** Whether the run read every event of these days: those come by whole months. */
    boolean readEventsOf(Days days) {
        return days.within(window.monthsFrom(), window.monthsTo());
    }
}
