package dev.shoplake.producers.shop.serve;

import dev.shoplake.producers.shop.serve.PageRequest.Shape;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.settings.Secret;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of {@code shop-extract.openapi.yaml}. */
final class ExtractEndpoint implements HttpService {
    static final String FULL = "/extract/full";
    static final String INCREMENTAL = "/extract/incremental";
    static final String KEYS = "/extract/keys";
    static final String ROWS = "/extract/rows";
    static final String SNAPSHOTS = "/extract/snapshots";
    static final String SNAPSHOT = "/extract/snapshots/{id}";

    static final HeaderName API_KEY = HeaderNames.create("X-API-Key");

    private static final Logger LOG = LoggerFactory.getLogger(ExtractEndpoint.class);
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final String UNDEFINED_TABLE = "42P01";

    private final byte[] apiKey;
    private final Snapshots snapshots;
    private final ShopReads reads;
    private final Readiness readiness;
    private final MeterRegistry metrics;

    ExtractEndpoint(Secret apiKey, ShopReads reads, Snapshots snapshots, Readiness readiness, MeterRegistry metrics) {
        this.apiKey = apiKey.value().getBytes(StandardCharsets.UTF_8);
        this.snapshots = snapshots;
        this.reads = reads;
        this.readiness = readiness;
        this.metrics = metrics;
        Gauge.builder("shoplake.extract.snapshots", snapshots, Snapshots::count)
                .description("snapshots that are open")
                .register(metrics);
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(FULL, guarded(this::full))
                .get(INCREMENTAL, guarded(this::incremental))
                .get(KEYS, guarded(this::keys))
                .get(ROWS, guarded(this::rows))
                .post(ROWS, guarded(this::listedRows))
                .post(SNAPSHOTS, guarded(this::openSnapshot))
                .get(SNAPSHOT, guarded(this::showSnapshot))
                .delete(SNAPSHOT, guarded(this::closeSnapshot))
                .any("/extract/*", guarded(ExtractEndpoint::unknown));
    }

    private void full(ServerRequest request, ServerResponse response) throws Exception {
        var asked = Parameters.of(request.query(), "table", "from", "to", "limit", "after", "snapshot");
        read(request, response, asked, asked.days(), Shape.ROWS);
    }

    private void incremental(ServerRequest request, ServerResponse response) throws Exception {
        var asked = Parameters.of(request.query(), "table", "since", "limit", "after", "snapshot");
        read(request, response, asked, new Selection.Changes(asked.since()), Shape.ROWS);
    }

    private void keys(ServerRequest request, ServerResponse response) throws Exception {
        var asked = Parameters.of(request.query(), "table", "from", "to", "limit", "after", "snapshot");
        read(request, response, asked, asked.days(), Shape.KEYS);
    }

    private void rows(ServerRequest request, ServerResponse response) throws Exception {
        var asked = Parameters.of(request.query(), "table", "id", "limit", "after", "snapshot");
        read(request, response, asked, new Selection.Ids(asked.ids()), Shape.ROWS);
    }

    private void listedRows(ServerRequest request, ServerResponse response) throws Exception {
        var asked = Parameters.of(request.query(), "table", "limit", "after", "snapshot");
        asked.table();
        var body = request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream();
        read(request, response, asked, new Selection.Ids(IdList.read(body)), Shape.ROWS);
    }

    private void read(
            ServerRequest request, ServerResponse response, Parameters asked, Selection selection, Shape shape)
            throws Exception {
        var table = asked.table();
        var page = new PageRequest(table, selection, shape, asked.limit(), asked.after(table), asked.snapshot());
        try (var reading = reads.open(page)) {
            long rows = new PageAnswer(request, response).send(page, reading);
            metrics.counter("shoplake.extract.rows", "table", table.tableName()).increment((double) rows);
        } catch (SQLException e) {
            var snapshot = page.snapshot();
            if (snapshot != null && reads.hasLost(snapshot, e)) {
                throw snapshots.gone(snapshot);
            }
            throw e;
        }
    }

    private void openSnapshot(ServerRequest request, ServerResponse response) throws Exception {
        Parameters.of(request.query());
        var snapshot = snapshots.open();
        response.header(HeaderNames.LOCATION, SNAPSHOTS + "/" + snapshot.id());
        send(response, Status.CREATED_201, "application/json", snapshot.toJson().toString());
    }

    private void showSnapshot(ServerRequest request, ServerResponse response) throws Exception {
        var snapshot = snapshots.use(id(request));
        send(response, Status.OK_200, "application/json", snapshot.toJson().toString());
    }

    private void closeSnapshot(ServerRequest request, ServerResponse response) throws Exception {
        snapshots.close(id(request));
        response.status(Status.NO_CONTENT_204).send();
    }

    private static UUID id(ServerRequest request) throws ProblemException {
        return Parameters.snapshotId(request.path().pathParameters().get("id"));
    }

    private static void unknown(ServerRequest request, ServerResponse response) throws ProblemException {
        throw new ProblemException(Problem.of(
                Status.NOT_FOUND_404,
                "there is no %s %s: GET full, incremental, keys, rows; POST rows, snapshots; GET or DELETE snapshots/<id>"
                        .formatted(
                                request.prologue().method().text(),
                                request.path().path())));
    }

    /** Nobody without the key gets any further, and whatever goes wrong is explained. */
    private Handler guarded(Handler handler) {
        return (request, response) -> {
            if (!isKnown(request)) {
                refuse(response, Problem.of(Status.UNAUTHORIZED_401, "header X-API-Key is missing or wrong"));
                return;
            }
            try {
                handler.handle(request, response);
            } catch (ProblemException e) {
                refuse(response, e.problem());
            } catch (SQLException e) {
                refuse(response, explain(e));
            }
        };
    }

    private Problem explain(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        if (state.startsWith("22")) {
            return Problem.of(
                    Status.BAD_REQUEST_400, "the database cannot read a value of the request: " + failure.getMessage());
        }
        LOG.warn("a request was answered 503: {} (SQL state {})", failure.getMessage(), state);
        if (state.equals(UNDEFINED_TABLE)) {
            return Problem.of(
                    Status.SERVICE_UNAVAILABLE_503,
                    "the shop's tables are missing: make them with shoplake shop migrate");
        }
        readiness.notReady(PostgresProbe.DEPENDENCY, PostgresProbe.AWAY);
        return Problem.of(Status.SERVICE_UNAVAILABLE_503, "the shop's database does not answer: ask again later");
    }

    private boolean isKnown(ServerRequest request) {
        var shown = request.headers().first(API_KEY).orElse("");
        return MessageDigest.isEqual(apiKey, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(ServerResponse response, Problem problem) {
        if (problem.status().equals(Status.SERVICE_UNAVAILABLE_503)
                || problem.status().equals(Status.TOO_MANY_REQUESTS_429)) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        send(response, problem.status(), Problem.MEDIA_TYPE, problem.toJson());
    }

    private static void send(ServerResponse response, Status status, String type, String json) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, type).send(json.getBytes(StandardCharsets.UTF_8));
    }
}
