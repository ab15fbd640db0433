package dev.shoplake.producers.shop.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the cells of a column hold, and how they are written. */
public enum ColumnType {
    /** Any text that PostgreSQL can hold. */
    TEXT("text without the NUL character"),
    /** A whole number of 32 bits. */
    INTEGER("a whole number from -2147483648 to 2147483647"),
    /** A whole number of 64 bits. */
    LONG("a whole number of at most 18 digits"),
    /** A price: at most 14 digits before the decimal point and 4 after it. */
    PRICE("a decimal number such as 12.50 with at most 14 digits before the point and 4 after it"),
    /** A sum of money: at most 34 digits before the decimal point and 4 after it. */
    AMOUNT("a decimal number such as 12.50 with at most 34 digits before the point and 4 after it"),
    /** Local date and time, or a date alone, which means its midnight. */
    TIMESTAMP("a local date and time such as 2011-12-09 12:50:00 without a time zone, or a date alone"),
    /** True or false. */
    BOOLEAN("true, false, t, f, yes, no, 1 or 0");

    private static final int LONGEST_NUMBER = 50;
    private static final int DECIMAL_PLACES = 4;
    private static final BigDecimal BINARY_NOISE = new BigDecimal("0.00000001");
    private static final int PRICE_DIGITS = 14;
    private static final int AMOUNT_DIGITS = 34;
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendOptional(new DateTimeFormatterBuilder()
                    .appendLiteral('T')
                    .append(DateTimeFormatter.ISO_LOCAL_TIME)
                    .toFormatter(Locale.ROOT))
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final String expectation;

    ColumnType(String expectation) {
        this.expectation = expectation;
    }

    /** What a value of this type looks like, for people. */
    public String expectation() {
        return expectation;
    }

    /**
     * The value in the one form that PostgreSQL reads.
     *
     * @param value trimmed and not empty
     * @return null if the value is not of this type
     */
    public @Nullable String canonical(String value) {
        return switch (this) {
            case TEXT -> value.indexOf('\0') < 0 ? value : null;
            case INTEGER -> wholeNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> wholeNumber(value, -999_999_999_999_999_999L, 999_999_999_999_999_999L);
            case PRICE -> decimal(value, PRICE_DIGITS);
            case AMOUNT -> decimal(value, AMOUNT_DIGITS);
            case TIMESTAMP -> timestamp(value);
            case BOOLEAN -> truth(value);
        };
    }

    /** Spreadsheets and data frames write 6 as 6.0 when a cell of the column is empty: the same number. */
    private static @Nullable String wholeNumber(String value, long least, long most) {
        var number = number(value);
        if (number == null || number.stripTrailingZeros().scale() > 0) {
            return null;
        }
        BigInteger whole = number.toBigInteger();
        return whole.compareTo(BigInteger.valueOf(least)) < 0 || whole.compareTo(BigInteger.valueOf(most)) > 0
                ? null
                : whole.toString();
    }

    /**
     * More places than the column holds are refused, not rounded: the months must be right to the cent. Only what a data
     * frame's binary numbers leave behind, 1.1400000000000001 for 1.14, is taken for what was meant.
     */
    private static @Nullable String decimal(String value, int digitsBeforePoint) {
        var number = number(value);
        if (number == null) {
            return null;
        }
        var rounded = number.setScale(DECIMAL_PLACES, RoundingMode.HALF_UP);
        boolean meant = number.subtract(rounded).abs().compareTo(BINARY_NOISE) <= 0;
        return meant && rounded.precision() - rounded.scale() <= digitsBeforePoint ? rounded.toPlainString() : null;
    }

    private static @Nullable BigDecimal number(String value) {
        if (value.length() > LONGEST_NUMBER) {
            return null;
        }
        try {
            var number = new BigDecimal(value);
            // 1E999999999 is a number too, and would fill the memory when written out
            return Math.abs(number.scale()) > LONGEST_NUMBER ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Cut to microseconds, because PostgreSQL would round the last one of a month into the next. */
    private static @Nullable String timestamp(String value) {
        try {
            var parsed = TIME.parseBest(value.replace(' ', 'T'), LocalDateTime::from, LocalDate::from);
            var time = parsed instanceof LocalDate date ? date.atStartOfDay() : LocalDateTime.from(parsed);
            return time.getYear() < 1 || time.getYear() > 9999
                    ? null
                    : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String truth(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "1" -> "true";
            case "false", "f", "no", "0" -> "false";
            default -> null;
        };
    }
}
