package dev.shoplake.consumer.deduplicate;

/** What the arrival of an accepted event means. */
public enum Arrival {
    /** Nobody has seen the event before. */
    FIRST,
    /** This very message was taken before, by a reader that then crashed: accepted, without a second effect. */
    REPLAY,
    /** Another message with the same event id was taken before. */
    DUPLICATE;

    /** Whether the event belongs into the lake. */
    public boolean isAccepted() {
        return this != DUPLICATE;
    }
}
