package dev.shoplake.report;

/** The report cannot be made, for a reason that its message tells in full. */
public final class ReportException extends RuntimeException {
    public ReportException(String message) {
        super(message);
    }

    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
