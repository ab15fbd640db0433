package dev.shoplake.producers.collect;

import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.producers.publish.DeliveryException;
import dev.shoplake.producers.publish.EventPublisher;
import dev.shoplake.runtime.operations.Listener;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.process.Service;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.cors.CorsFeature;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The collector at work: HTTP server, publisher, and the eye on Kafka. */
public final class Collector implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Readiness readiness = new Readiness();
    private final EventPublisher publisher;
    private final KafkaProbe probe;
    private final WebServer server;

    private Collector(CollectorSettings settings) {
        LOG.info("{}", settings);
        publisher = EventPublisher.connect(settings.kafka(), settings.deliveryTimeout());
        probe = KafkaProbe.start(settings.kafka(), readiness);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var intake = new Intake(new EventValidator(Clock.systemUTC()), publisher, metrics);
        var listener = WebServer.builder()
                .host(settings.http().host())
                .port(settings.http().port())
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .routing(HttpRouting.builder()
                        .register(new EventsEndpoint(settings.apiKey(), intake, this::deliveryFailed))
                        .register(new OperationsEndpoint(readiness, metrics)));
        if (!settings.allowedOrigins().isEmpty()) {
            listener.addFeature(cors(settings.allowedOrigins()));
        }
        server = listener.build();
    }

    /**
     * Opens the collector; Kafka need not be there yet.
     *
     * @throws IllegalStateException if the port is taken
     */
    public static Collector open(CollectorSettings settings) {
        var collector = new Collector(settings);
        try {
            Listener.start(collector.server, settings.http());
        } catch (IllegalStateException e) {
            collector.close();
            throw e;
        }
        LOG.info("listens on http://{}:{}", settings.http().host(), collector.port());
        return collector;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    /** Answers what has arrived, hands to Kafka what is on its way, then ends. */
    @Override
    public void close() {
        server.stop();
        publisher.close();
        probe.close();
        closed.countDown();
    }

    private void deliveryFailed(DeliveryException failure) {
        LOG.warn("a batch was answered 503: {}", failure.getMessage());
        readiness.notReady(KafkaProbe.DEPENDENCY, String.valueOf(failure.getMessage()));
    }

    private static CorsFeature cors(List<String> origins) {
        return CorsFeature.create(cors -> cors.addDefaults(false)
                .pathsDiscoverServices(false)
                .addPath(path -> path.pathPattern(EventsEndpoint.PATH)
                        .allowOrigins(Set.copyOf(origins))
                        .allowMethods(Set.of("POST"))
                        // named headers would not do: Helidon reads a list without blanks, as browsers send it, as one
                        // name
                        .allowHeaders(Set.of("*"))));
    }
}
