package dev.shoplake.etl.shop;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes rows one by one. */
@FunctionalInterface
public interface RowReader {
    /**
     * Takes one row.
     *
     * @param values in the order of the columns that were asked for
     * @throws IOException if it cannot be written where it belongs
     */
    void read(@Nullable String[] values) throws IOException;
}
