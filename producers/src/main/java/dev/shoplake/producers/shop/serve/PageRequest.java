package dev.shoplake.producers.shop.serve;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to have.
 *
 * @param shape what is sent of each row
 * @param limit most rows of the page
 * @param after where the page before ended; null for the first one
 * @param snapshot as of when; null for now
 */
record PageRequest(
        ExtractTable table,
        Selection selection,
        Shape shape,
        int limit,
        @Nullable PageToken after,
        @Nullable UUID snapshot) {
    /** What is sent of each row. */
    enum Shape {
        /** Every column that the table has. */
        ROWS,
        /** The key; of an order also the number of its lines. */
        KEYS
    }
}
