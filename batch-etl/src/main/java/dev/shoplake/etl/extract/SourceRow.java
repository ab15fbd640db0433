package dev.shoplake.etl.extract;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One row as text in UTF-8. The object is used again for the next row, its bytes are not: whoever keeps values may keep the
 * array they lie in.
 */
public final class SourceRow {
    private final int[] offsets;
    private final int[] lengths;
    private byte[] bytes = {};

    public SourceRow(int columns) {
        this.offsets = new int[columns];
        this.lengths = new int[columns];
    }

    /** Begins a row whose values lie in this array. */
    public void begin(byte[] holder) {
        bytes = holder;
    }

    /** Says where a value lies; a negative length is NULL. */
    public void set(int column, int offset, int length) {
        offsets[column] = offset;
        lengths[column] = length;
    }

    public int columns() {
        return offsets.length;
    }

    boolean isNull(int column) {
        return lengths[column] < 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int offset(int column) {
        return offsets[column];
    }

    int length(int column) {
        return lengths[column];
    }

    @Nullable
    String text(int column) {
        return isNull(column) ? null : new String(bytes, offsets[column], lengths[column], StandardCharsets.UTF_8);
    }
}
