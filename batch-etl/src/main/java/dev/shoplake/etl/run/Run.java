package dev.shoplake.etl.run;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/**
 * One run of the batch. Its name is the name of its catalog branch, and says where its extract lies, so that its stages find
 * each other when they are called one by one.
 *
 * @param id {@code etl_2010_12_01_2011_12_10} for a run over days, {@code etl_increment_2011_12_10_093000_000} for what has
 *     changed up to a moment (UTC)
 */
public record Run(String id) implements Comparable<Run> {
    /** What the names of all runs begin with. */
    public static final String PREFIX = "etl_";

    private static final String INCREMENT = PREFIX + "increment_";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy_MM_dd_HHmmss_SSS").withZone(ZoneOffset.UTC);
    private static final Pattern OVER_DAYS = Pattern.compile("etl_\\d{4}_\\d\\d_\\d\\d_(\\d{4}_\\d\\d_\\d\\d)");
    private static final Pattern UP_TO_A_MOMENT = Pattern.compile("etl_increment_(\\d{4}_\\d\\d_\\d\\d)_\\d{6}_\\d{3}");

    /**
     * @throws IllegalArgumentException if this is no run's name
     */
    public Run {
        if (!isName(id)) {
            throw new IllegalArgumentException(
                    "'%s' is no run: expected such as etl_2011_11_01_2011_12_01 or etl_increment_2011_12_10_093000_000"
                            .formatted(id));
        }
    }

    public static Run over(Window window) {
        return new Run(PREFIX + "%s_%s".formatted(window.from(), window.to()).replace('-', '_'));
    }

    public static Run increment(Instant moment) {
        return new Run(INCREMENT + MOMENT.format(moment));
    }

    /** Whether a name, such as that of a branch, is one of a run. */
    public static boolean isName(String text) {
        return OVER_DAYS.matcher(text).matches() || UP_TO_A_MOMENT.matcher(text).matches();
    }

    public boolean isIncrement() {
        return id.startsWith(INCREMENT);
    }

    /** Its folder in the raw zone: {@code full/2011-12-10} or {@code increment/2011-12-10}. */
    public String folder() {
        var kind = isIncrement() ? UP_TO_A_MOMENT : OVER_DAYS;
        var name = kind.matcher(id);
        if (!name.matches()) {
            throw new IllegalStateException(id);
        }
        return (isIncrement() ? "increment/" : "full/")
                + LocalDate.parse(name.group(1).replace('_', '-'));
    }

    @Override
    public int compareTo(Run other) {
        return id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return id;
    }
}
