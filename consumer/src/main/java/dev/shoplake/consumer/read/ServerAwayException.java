package dev.shoplake.consumer.read;

/** A server did not take or give what it was asked to, and trying again later may help: nothing is wrong with the data. */
public final class ServerAwayException extends RuntimeException {
    public ServerAwayException(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
