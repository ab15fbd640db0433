package dev.shoplake.etl.extract;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A column's type as PostgreSQL spells it.
 *
 * @param name without what stands in brackets, such as {@code numeric}
 * @param size the first number in brackets; {@link #UNBOUNDED} if there is none
 * @param scale the second number in brackets; 0 if there is none
 */
record SourceType(String name, int size, int scale) {
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final Pattern SPELLING =
            Pattern.compile("(?<before>[^(]+)(?:\\((?<size>\\d+)(?:,(?<scale>-?\\d+))?\\))?(?<after>.*)");

    /** Digits of the greatest whole number. */
    private static final Map<String, Integer> WHOLE_DIGITS = Map.of("smallint", 5, "integer", 10, "bigint", 19);

    private static final Map<String, Integer> CERTAIN_DIGITS = Map.of("smallint", 4, "integer", 9, "bigint", 18);

    static SourceType of(String spelling) {
        var parts = SPELLING.matcher(spelling);
        if (!parts.matches()) {
            return new SourceType(spelling, UNBOUNDED, 0);
        }
        var size = parts.group("size");
        var scale = parts.group("scale");
        return new SourceType(
                (parts.group("before").strip() + " " + parts.group("after").strip()).strip(),
                size == null ? UNBOUNDED : Integer.parseInt(size),
                scale == null ? 0 : Integer.parseInt(scale));
    }

    /** Whether every value of another type is one of this type too. Of types that are not known: only the same one. */
    boolean holds(SourceType other) {
        return equals(other)
                || switch (name) {
                    case "text" -> true;
                    case "character varying", "character" -> other.name.startsWith("character") && other.size <= size;
                    case "numeric" -> holdsNumber(other);
                    case "smallint", "integer", "bigint" -> holdsWhole(other);
                    case "double precision" ->
                        List.of("real", "smallint", "integer").contains(other.name);
                    case "real" -> other.name.equals("smallint");
                    case "timestamp without time zone" -> other.name.equals("date") || isNoFinerThanThis(other);
                    case "timestamp with time zone" -> isNoFinerThanThis(other);
                    default -> false;
                };
    }

    private boolean isNoFinerThanThis(SourceType other) {
        return other.name.equals(name) && other.size <= size;
    }

    private boolean holdsNumber(SourceType other) {
        var digits = WHOLE_DIGITS.get(other.name);
        if (size == UNBOUNDED) {
            return digits != null || other.name.equals("numeric");
        }
        if (digits != null) {
            return size - scale >= digits;
        }
        return other.name.equals("numeric")
                && other.size != UNBOUNDED
                && scale >= other.scale
                && size - scale >= other.size - other.scale;
    }

    private boolean holdsWhole(SourceType other) {
        var digits = WHOLE_DIGITS.get(other.name);
        return digits != null
                ? WHOLE_DIGITS.getOrDefault(name, 0) >= digits
                : other.name.equals("numeric")
                        && other.scale <= 0
                        && other.size != UNBOUNDED
                        && other.size - other.scale <= CERTAIN_DIGITS.getOrDefault(name, 0);
    }
}
