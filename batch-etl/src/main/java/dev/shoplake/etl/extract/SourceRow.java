package dev.shoplake.etl.extract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** A row of its own with these values. */
    static SourceRow of(List<@Nullable String> values) {
        var row = new SourceRow(values.size());
        var bytes = new ByteArrayOutputStream();
        for (int column = 0; column < values.size(); column++) {
            var value = values.get(column);
            var text = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            row.set(column, bytes.size(), text == null ? -1 : text.length);
            if (text != null) {
                bytes.writeBytes(text);
            }
        }
        row.begin(bytes.toByteArray());
        return row;
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
