package dev.shoplake.etl.extract;

import dev.shoplake.etl.run.Window;
import java.time.Instant;
import java.util.List;

/** Which rows of a table are read. Lines are chosen with their order, so that an order is read whole or not at all. */
public sealed interface Selection {
    /** Every row. */
    record All() implements Selection {}

    /** All customers and products; orders of some days, or of no day, with their lines; lines of no order. */
    record Days(Window window) implements Selection {}

    /**
     * Rows that changed at a moment or later, or that do not say when. An order has changed when one of its lines has; then
     * all its lines belong to it.
     */
    record Since(Instant watermark) implements Selection {}

    /**
     * Rows with these ids, as far as the shop has them; of lines, all those of these orders.
     *
     * @param ids each once
     */
    record Ids(List<String> ids) implements Selection {
        public Ids {
            ids = List.copyOf(ids);
        }
    }
}
