package dev.shoplake.report.month;

/** A month is asked for that the data does not hold. */
public final class UnknownMonthException extends RuntimeException {
    UnknownMonthException(String message) {
        super(message);
    }
}
