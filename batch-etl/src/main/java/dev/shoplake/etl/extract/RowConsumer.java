package dev.shoplake.etl.extract;

import java.io.IOException;

/** Takes rows one by one. */
@FunctionalInterface
public interface RowConsumer {
    /**
     * Takes one row.
     *
     * @throws IOException if it cannot be written where it belongs
     */
    void accept(SourceRow row) throws IOException;
}
