package dev.shoplake.etl.extract;

/** A dropped file is not what it should be as a whole; the message says where and why. */
public final class UnreadableFileException extends RuntimeException {
    public UnreadableFileException(String message) {
        super(message);
    }

    public UnreadableFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
