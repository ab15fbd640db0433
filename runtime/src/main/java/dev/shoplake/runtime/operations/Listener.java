package dev.shoplake.runtime.operations;

import dev.shoplake.runtime.settings.HttpSettings;
import io.helidon.webserver.WebServer;

/** Starts a web server, or says that it cannot: Helidon itself logs a taken port and goes on. */
public final class Listener {
    private Listener() {}

    /**
     * Starts a server that was built for this address.
     *
     * @throws IllegalStateException if it cannot listen there
     */
    public static WebServer start(WebServer server, HttpSettings http) {
        server.start();
        if (!server.isRunning()) {
            throw new IllegalStateException(
                    "cannot listen on %s:%d: is the port taken?".formatted(http.host(), http.port()));
        }
        return server;
    }
}
