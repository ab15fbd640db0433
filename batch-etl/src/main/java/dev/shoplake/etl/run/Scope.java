package dev.shoplake.etl.run;

/**
 * What a run reads of the shop.
 *
 * @param window its days by the shop's local time of the order; those of the whole history for a full run and an increment
 */
public record Scope(Kind kind, Window window) {
    /** How a run chooses its rows. */
    public enum Kind {
        /** Everything. What the shop does not have any more goes. */
        FULL,
        /** All orders of some days, all customers and products. What the shop does not have any more of these goes. */
        DAYS,
        /** What has changed since the last published run, and the names of what has gone. */
        INCREMENT
    }
}
