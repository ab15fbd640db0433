package dev.shoplake.producers.shop.read;

import org.jspecify.annotations.Nullable;

/**
 * A column that a file may or must have.
 *
 * @param name as in the header, in any case of letters
 * @param type of its values
 * @param presence whether it may be missing or empty
 * @param fallback the value of an empty cell and of a missing column; null for none
 */
public record Column(
        String name,
        ColumnType type,
        Presence presence,
        @Nullable String fallback) {
    /** How much of a column must be there. */
    public enum Presence {
        /** The header may lack it. */
        OPTIONAL,
        /** The header must name it; cells may be empty. */
        HEADER,
        /** The header must name it and every row fill it. */
        EVERY_ROW
    }

    /** A column that every row fills. */
    public static Column filled(String name, ColumnType type) {
        return new Column(name, type, Presence.EVERY_ROW, null);
    }

    /** A column that the header names, with cells that may be empty. */
    public static Column named(String name, ColumnType type) {
        return new Column(name, type, Presence.HEADER, null);
    }

    /** A column that may be missing. */
    public static Column optional(String name, ColumnType type) {
        return new Column(name, type, Presence.OPTIONAL, null);
    }

    /** The same column with another value where none is given. */
    public Column orElse(String value) {
        return new Column(name, type, presence, value);
    }
}
