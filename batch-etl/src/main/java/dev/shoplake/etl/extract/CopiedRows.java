package dev.shoplake.etl.extract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;

/**
 * Rows of PostgreSQL's COPY in its binary form, all values of type text: lengths and bytes, nothing to unescape. The array
 * of a message is handed on with the row, so no value is copied.
 */
final class CopiedRows {
    /** Signature, flags and the length of an extension that nobody sends. */
    private static final int HEADER = 19;

    private final SourceRow row;
    private final RowConsumer consumer;
    private byte[] rest = {};
    private boolean begun;
    private boolean ended;

    private CopiedRows(int columns, RowConsumer consumer) {
        this.row = new SourceRow(columns);
        this.consumer = consumer;
    }

    /** Runs a query by COPY and hands on its rows. */
    static void read(PGConnection connection, String query, int columns, RowConsumer consumer)
            throws SQLException, IOException {
        var rows = new CopiedRows(columns, consumer);
        var copy = connection.getCopyAPI().copyOut("COPY (%s) TO STDOUT (FORMAT binary)".formatted(query));
        try {
            for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                rows.take(message);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        if (!rows.ended) {
            throw new IOException("the rows end early");
        }
    }

    /** A server sends a row a message, but need not. */
    private void take(byte[] message) throws IOException {
        var bytes = message;
        if (rest.length > 0) {
            bytes = Arrays.copyOf(rest, rest.length + message.length);
            System.arraycopy(message, 0, bytes, rest.length, message.length);
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (!begun && bytes.length >= HEADER) {
            buffer.position(HEADER);
            begun = true;
        }
        int rowStart = buffer.position();
        while (begun && next(bytes, buffer)) {
            rowStart = buffer.position();
        }
        rest = Arrays.copyOfRange(bytes, rowStart, bytes.length);
    }

    /** Whether a whole row was there. */
    private boolean next(byte[] bytes, ByteBuffer buffer) throws IOException {
        if (ended || buffer.remaining() < Short.BYTES) {
            return false;
        }
        int fields = buffer.getShort();
        if (fields < 0) {
            ended = true;
            return true;
        }
        if (fields != row.columns()) {
            throw new IOException("a row has %d values, not %d".formatted(fields, row.columns()));
        }
        row.begin(bytes);
        for (int column = 0; column < fields; column++) {
            if (buffer.remaining() < Integer.BYTES) {
                return false;
            }
            int length = buffer.getInt();
            if (length > buffer.remaining()) {
                return false;
            }
            row.set(column, buffer.position(), length);
            buffer.position(buffer.position() + Math.max(length, 0));
        }
        consumer.accept(row);
        return true;
    }
}
