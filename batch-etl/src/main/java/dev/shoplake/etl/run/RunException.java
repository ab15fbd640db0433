package dev.shoplake.etl.run;

/** A run cannot go on for a reason that its operator can understand and act upon; the message says both. */
public final class RunException extends RuntimeException {
    public RunException(String message) {
        super(message);
    }

    public RunException(String message, Throwable cause) {
        super(message, cause);
    }
}
