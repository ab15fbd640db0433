package dev.shoplake.stack.server;

import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One server of the stack: what is special about it. Starting, watching and stopping are the same for all. */
public interface Server {
    String name();

    /** Names of the servers without which it is of no use. */
    List<String> needs();

    /** Of those that it needs, the ones that must be healthy before it can be launched; it starts beside the others. */
    default List<String> startsAfter() {
        return List.of();
    }

    /** The part of the stack it belongs to. */
    default Group group() {
        return Group.CORE;
    }

    /** Names of its ports; the first is the one to show. None if it only calls others. */
    List<String> ports();

    /** Whether there is something to start, now or after {@link #install}. */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Whether a process must be replaced to run the newest software.
     *
     * @param since when the process was started
     */
    default boolean isOutdated(Instant since) throws IOException {
        return false;
    }

    /** Puts its software in place. */
    void install() throws Exception;

    /** Writes configuration and creates the data folder; called before every start, with the ports free. */
    Launch prepare() throws Exception;

    /** Creates in the running server what its users expect and do not find; fails until it can. */
    default void provision() throws Exception {}

    /** Uses the server as its clients do; fails if that does not work. */
    void check() throws Exception;

    /** The settings by which clients find it. */
    Map<String, String> settings();

    /** Settings of what people start by hand on top of it; who sets one of them does not name another server. */
    default Map<String, String> settingsOnTop() {
        return Map.of();
    }
}
