package dev.shoplake.runtime.operations;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.stream.Collectors;

/**
 * {@code GET /health} (200 while the process answers), {@code GET /ready} (200 or 503, a line a dependency) and
 * {@code GET /metrics} (Prometheus text format).
 */
public final class OperationsEndpoint implements HttpService {
    private final Readiness readiness;
    private final PrometheusMeterRegistry metrics;

    public OperationsEndpoint(Readiness readiness, PrometheusMeterRegistry metrics) {
        this.readiness = readiness;
        this.metrics = metrics;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/health", (request, response) -> response.send("alive\n"))
                .get("/ready", this::ready)
                .get("/metrics", this::metrics);
    }

    private void ready(ServerRequest request, ServerResponse response) {
        var lines = readiness.states().entrySet().stream()
                .map(state -> "%s %s: %s\n"
                        .formatted(
                                state.getKey(),
                                state.getValue().ready() ? "ready" : "not ready",
                                state.getValue().detail()))
                .collect(Collectors.joining());
        response.status(readiness.isReady() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
                .send(lines);
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .send(metrics.scrape());
    }
}
