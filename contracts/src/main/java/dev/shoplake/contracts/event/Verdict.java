package dev.shoplake.contracts.event;

import java.util.List;

/** What validation says of a message. */
public sealed interface Verdict {
    /** The message is this event. */
    record Accepted(Event event) implements Verdict {}

    /** The message is refused, for all of these reasons; at least one. */
    record Rejected(List<Reason> reasons) implements Verdict {
        public Rejected {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
        }
    }
}
