package dev.shoplake.stack.home;

/** Something that the person at the keyboard can understand and mend; its message says what and how. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
