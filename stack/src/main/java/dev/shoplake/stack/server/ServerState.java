package dev.shoplake.stack.server;

import dev.shoplake.stack.process.BackgroundProcess;
import org.jspecify.annotations.Nullable;

/**
 * How a server is.
 *
 * @param server its name
 * @param port where it listens; 0 when stopped, or when it listens nowhere
 * @param health what its process and its answers say
 * @param process the process, dead or alive; null when stopped
 */
public record ServerState(
        String server, int port, Health health, @Nullable BackgroundProcess process) {
    /** What can be said of a server. */
    public enum Health {
        /** It runs and does what it is there for. */
        HEALTHY,
        /** It runs and does not answer as it should, yet. */
        STARTING,
        /** It was started, was not stopped, and does not run. */
        DIED,
        /** It was never started, or was stopped. */
        STOPPED
    }
}
