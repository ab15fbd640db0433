package dev.shoplake.stack.home;

/** Where work that takes time tells how far it is. */
@FunctionalInterface
public interface Progress {
    /**
     * One line.
     *
     * @param subject the server or step
     * @param message what has happened or goes on
     */
    void report(String subject, String message);
}
