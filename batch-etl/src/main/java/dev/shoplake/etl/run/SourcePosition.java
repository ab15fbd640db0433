package dev.shoplake.etl.run;

import java.time.Instant;

/**
 * How far a run has read its sources.
 *
 * @param moment every change of the shop's database with an earlier {@code updated_at} was seen, as far as the window reaches
 * @param eventsSequence sequence number of the event table's newest commit that was seen; 0 while there is none
 * @param caughtUp whether the lake had everything that lies outside of the window already
 */
public record SourcePosition(Instant moment, long eventsSequence, boolean caughtUp) {}
