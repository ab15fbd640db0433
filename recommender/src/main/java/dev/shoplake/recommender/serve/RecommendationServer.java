package dev.shoplake.recommender.serve;

import dev.shoplake.recommender.copy.CatalogueCopy;
import dev.shoplake.recommender.copy.ModelCopy;
import dev.shoplake.recommender.copy.TrendingCopy;
import dev.shoplake.recommender.store.RedisUsers;
import dev.shoplake.runtime.operations.Listener;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.settings.HttpSettings;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The HTTP server: recommendations and operations on one port, a virtual thread a request. */
public final class RecommendationServer implements AutoCloseable {
    private final HttpSettings settings;
    private final WebServer server;

    public RecommendationServer(
            HttpSettings settings,
            CatalogueCopy catalogue,
            TrendingCopy trending,
            ModelCopy models,
            RedisUsers users,
            Impressions impressions,
            HttpService landing,
            OperationsEndpoint operations,
            MeterRegistry registry,
            Clock clock) {
        this.settings = settings;
        var recommendations = new Recommendations(
                catalogue::current, trending::current, models::current, new RedisUserReader(users, registry), clock);
        var endpoint = new RecommendationsEndpoint(recommendations, catalogue::isLoaded, impressions, registry, clock);
        server = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .routing(routing -> routing.register(endpoint).register(landing).register(operations))
                .build();
    }

    /**
     * Binds the port.
     *
     * @throws IllegalStateException if it is taken
     */
    public void start() {
        Listener.start(server, settings);
    }

    /** The port that is bound; −1 before {@link #start}. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
