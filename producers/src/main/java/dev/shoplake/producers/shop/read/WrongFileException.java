package dev.shoplake.producers.shop.read;

import java.nio.file.Path;

/** A file that cannot be loaded as it is: where, what was found, what was expected. */
public final class WrongFileException extends RuntimeException {
    private static final int LONGEST_VALUE = 60;

    private WrongFileException(String where, String found, String expected) {
        super("%s: found %s, expected %s".formatted(where, found, expected));
    }

    /** A file that is wrong as a whole. */
    public static WrongFileException ofFile(Path file, String found, String expected) {
        return new WrongFileException(file.toString(), found, expected);
    }

    static WrongFileException ofLine(Path file, long line, String found, String expected) {
        return new WrongFileException("%s, line %d".formatted(file, line), found, expected);
    }

    static WrongFileException ofCharacter(Path file, long line, int character, String found, String expected) {
        return new WrongFileException("%s, line %d, character %d".formatted(file, line, character), found, expected);
    }

    /**
     * A wrong cell.
     *
     * @param line counted from 1, as an editor does
     * @param column the column's name
     */
    public static WrongFileException ofCell(Path file, long line, String column, String found, String expected) {
        return new WrongFileException("%s, line %d, column %s".formatted(file, line, column), found, expected);
    }

    /** A value as it stands in a message: in quotes, on one line, and not endless. */
    public static String shown(String value) {
        var oneLine = value.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
        return oneLine.length() <= LONGEST_VALUE
                ? "'" + oneLine + "'"
                : "'%s…' (%,d characters)".formatted(oneLine.substring(0, LONGEST_VALUE), value.length());
    }
}
