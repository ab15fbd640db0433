package dev.shoplake.consumer.store;

/** A sink did not take what it was given, and trying again later may help: nothing is wrong with the data. */
public final class SinkAwayException extends RuntimeException {
    public SinkAwayException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
