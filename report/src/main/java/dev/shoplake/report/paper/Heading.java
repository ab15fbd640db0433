package dev.shoplake.report.paper;

import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What stands above the charts.
 *
 * @param currency of all amounts, ISO 4217
 * @param complete whether the data covers the month to its end
 * @param printed when the report is made, in the shop's time zone
 */
public record Heading(YearMonth month, String currency, boolean complete, ZonedDateTime printed) {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.UK);
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.UK);

    public String title() {
        return "Monthly report: " + MONTH.format(month);
    }

    public String line() {
        return "Amounts in %s · printed %s".formatted(currency, PRINTED.format(printed));
    }

    /** A caution to the reader; empty if there is nothing to be careful with. */
    public String caution() {
        return complete ? "" : "The data does not cover this month to its end yet: its figures will change.";
    }
}
