package dev.shoplake.etl.change;

import dev.shoplake.etl.run.SourcePosition;
import dev.shoplake.etl.run.Window;

/** A run that readers of main see. */
record PublishedRun(Window window, SourcePosition position) {
    /** Whether the run read every order of these days. */
    boolean readOrdersOf(Days days) {
        return days.within(window.from(), window.to());
    }

    /** Whether the run read every event of these days: those come by whole months. */
    boolean readEventsOf(Days days) {
        return days.within(window.monthsFrom(), window.monthsTo());
    }
}
