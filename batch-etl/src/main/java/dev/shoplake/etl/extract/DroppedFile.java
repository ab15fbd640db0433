package dev.shoplake.etl.extract;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that was dropped beside what the shop itself tells. */
public interface DroppedFile {
    /** Where it lies below the raw zone's root, {@code inbox/orders/new.csv}. */
    String path();

    Instant arrivedAt();

    /**
     * The table that its folder names.
     *
     * @throws UnreadableFileException if that is none of the shop's
     */
    SourceTable table();

    /** Fetches its bytes. */
    Content fetch();

    /** Moves it to where nobody reads it, with the reason beside it. */
    void refuse(String reason);

    /** What a file held at one moment, whatever is put in its place meanwhile. */
    interface Content extends AutoCloseable {
        long bytes();

        /** SHA-256 of its bytes, in hexadecimal digits. */
        String sha256();

        /**
         * Reads its rows in order.
         *
         * @param columns those that are wanted; what the file lacks of them is null
         * @throws UnreadableFileException at the first thing that cannot be read; the rows before it were handed on
         */
        void read(List<String> columns, Rows rows) throws IOException;

        @Override
        void close();
    }

    /** Takes rows one by one. */
    @FunctionalInterface
    interface Rows {
        /**
         * Takes one row.
         *
         * @param values of the wanted columns, as text
         * @throws IOException if it cannot be written where it belongs
         */
        void accept(List<@Nullable String> values) throws IOException;
    }
}
