package dev.shoplake.runtime.process;

/** Something that runs until it is closed or fails. */
public interface Service extends AutoCloseable {
    /**
     * Blocks while the service does its work.
     *
     * @throws Exception what made the service end by itself; returning normally means that it was closed
     */
    void await() throws Exception;

    /** Stops the work in order; safe to call twice and from another thread than {@link #await}. */
    @Override
    void close();
}
