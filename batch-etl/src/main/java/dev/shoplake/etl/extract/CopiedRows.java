package dev.shoplake.etl.extract;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;

/**
 * Rows of PostgreSQL's COPY in its text form, as documented there: values end with a tab, rows with a line feed, {@code \N}
 * is NULL, and a backslash stands before whatever could be taken for these. The array of a message is handed on with the row,
 * so no value is copied: an escaped one is put right where it stands.
 */
final class CopiedRows {
    private final SourceRow row;
    private final RowConsumer consumer;
    private byte[] rest = {};

    private CopiedRows(int columns, RowConsumer consumer) {
        this.row = new SourceRow(columns);
        this.consumer = consumer;
    }

    /** Runs a query by COPY and hands on its rows. */
    static void read(PGConnection connection, String query, int columns, RowConsumer consumer)
            throws SQLException, IOException {
        var rows = new CopiedRows(columns, consumer);
        var copy = connection.getCopyAPI().copyOut("COPY (%s) TO STDOUT".formatted(query));
        try {
            for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                rows.take(message);
            }
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
        if (rows.rest.length > 0) {
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
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        for (int begin = 0; begin < end; ) {
            begin = next(bytes, begin);
        }
        rest = end == bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, end, bytes.length);
    }

    /** Hands on the row that begins here, and says where the next one does. */
    private int next(byte[] bytes, int begin) throws IOException {
        row.begin(bytes);
        int at = begin;
        for (int column = 0; column < row.columns(); column++) {
            int from = at;
            int to = at;
            boolean isNull = false;
            while (bytes[at] != '\t' && bytes[at] != '\n') {
                if (bytes[at] == '\\') {
                    at++;
                    isNull = bytes[at] == 'N';
                    bytes[at] = unescaped(bytes[at]);
                }
                bytes[to++] = bytes[at++];
            }
            row.set(column, from, isNull ? -1 : to - from);
            if ((bytes[at++] == '\n') != (column == row.columns() - 1)) {
                throw new IOException("a row has other than %d values".formatted(row.columns()));
            }
        }
        consumer.accept(row);
        return at;
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0B;
            default -> letter;
        };
    }
}
