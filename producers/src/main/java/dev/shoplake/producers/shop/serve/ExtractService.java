package dev.shoplake.producers.shop.serve;

import dev.shoplake.runtime.operations.Listener;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.process.Service;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The extract API at work: HTTP server, open snapshots, and the eye on the shop's database. */
public final class ExtractService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ExtractService.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Snapshots snapshots;
    private final PostgresProbe probe;
    private final WebServer server;

    private ExtractService(ExtractSettings settings, Clock clock) {
        LOG.info("{}", settings);
        var readiness = new Readiness();
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var connections = new ShopConnections(settings.postgres());
        snapshots = new Snapshots(connections, settings.snapshotLife(), settings.mostSnapshots(), clock);
        probe = PostgresProbe.start(connections, readiness);
        server = WebServer.builder()
                .host(settings.http().host())
                .port(settings.http().port())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .routing(HttpRouting.builder()
                        .register(new ExtractEndpoint(
                                settings.apiKey(),
                                new ShopReads(connections, snapshots),
                                snapshots,
                                readiness,
                                metrics))
                        .register(new OperationsEndpoint(readiness, metrics)))
                .build();
    }

    /**
     * Opens the API; the database need not be there yet.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static ExtractService open(ExtractSettings settings) {
        return open(settings, Clock.systemUTC());
    }

    /** @param clock tells when a snapshot has been unused for too long */
    static ExtractService open(ExtractSettings settings, Clock clock) {
        var service = new ExtractService(settings, clock);
        try {
            Listener.start(service.server, settings.http());
        } catch (IllegalStateException e) {
            service.close();
            throw e;
        }
        return service;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Answers what has been asked, closes all snapshots, then ends. */
    @Override
    public void close() {
        server.stop();
        probe.close();
        snapshots.close();
        closed.countDown();
    }
}
