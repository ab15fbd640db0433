package dev.shoplake.etl.extract;

/** A dropped file is not what it should be as a whole; the message says where and why. */
public final class UnreadableFileException extends RuntimeException {
    private final String reason;

    public UnreadableFileException(String reason) {
        super(reason);
        this.reason = reason;
    }

    public UnreadableFileException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** Where and why, as the message says. */
    public String reason() {
        return reason;
    }
}
