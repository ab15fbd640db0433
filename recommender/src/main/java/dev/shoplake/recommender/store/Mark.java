package dev.shoplake.recommender.store;

import java.time.Instant;

/**
 * A user who was active, as claimed for a refresh.
 *
 * @param claim the mark's text, to be handed back as it is
 */
public record Mark(String userId, String claim) {
    /** When the newest arrival was marked. */
    public Instant arrivedAt() {
        return Instant.ofEpochMilli((long) Math.ceil(Double.parseDouble(claim)));
    }
}
