package dev.shoplake.producers.shop.load;

import dev.shoplake.producers.shop.read.Row;
import java.nio.charset.StandardCharsets;

/** Rows in PostgreSQL's text format of COPY: tabs between values, backslash escapes, {@code \N} for none. */
final class CopyText {
    private final StringBuilder text = new StringBuilder();

    void add(Row row) {
        text.append(row.line());
        for (var value : row.values()) {
            text.append('\t');
            if (value == null) {
                text.append("\\N");
            } else {
                escape(value);
            }
        }
        text.append('\n');
    }

    /** Characters waiting. */
    int length() {
        return text.length();
    }

    /** What waits, and starts afresh. */
    byte[] take() {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        return bytes;
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(character);
            }
        }
    }
}
