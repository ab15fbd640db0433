package dev.shoplake.dremio.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with Dremio as one account; it logs in before its first request. Every method throws {@link DremioException} for
 * an answer other than 2xx and for none at all. Nothing is tried again here: who asks knows whether that is safe.
 */
public final class DremioClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> WRONG_LOGIN = Set.of(401, 403);
    private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELED", "CANCELLED");

    /** A job is looked at up to this often: for about ten minutes. */
    private static final RetryConfig JOB_POLLS = RetryConfig.<JsonNode>custom()
            .maxAttempts(300)
            .intervalFunction(IntervalFunction.ofExponentialBackoff(Duration.ofMillis(20), 1.5, Duration.ofSeconds(2)))
            .retryOnResult(job -> !ENDED.contains(job.path("jobState").asText()))
            .retryOnException(failure -> false)
            .build();

    private final HttpClient http;
    private final URI address;
    private final Account account;
    private @Nullable String token;

    private DremioClient(HttpClient http, URI address, Account account) {
        this.http = http;
        this.address = address;
        this.account = account;
    }

    /** @param address such as {@code http://localhost:9047} */
    public static DremioClient of(URI address, Account account) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
        return new DremioClient(http, address, account);
    }

    /** The same Dremio seen by another account. */
    public DremioClient as(Account other) {
        return new DremioClient(http, address, other);
    }

    /**
     * Asks for the very first user; Dremio does so once in its life.
     *
     * @return why Dremio would not; empty if the user was created
     */
    public Optional<DremioException> createFirstUser(JsonNode user) {
        try {
            send("PUT", "/apiv2/bootstrap/firstuser", user, "_dremionull");
            return Optional.empty();
        } catch (DremioException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /**
     * Logs in anew.
     *
     * @throws DremioException.LoginRefused if name and password do not fit
     */
    public void logIn() {
        var body = JsonNodeFactory.instance
                .objectNode()
                .put("userName", account.user())
                .put("password", account.password().value());
        try {
            token = send("POST", "/apiv2/login", body, null).path("token").asText();
        } catch (DremioException e) {
            if (WRONG_LOGIN.contains(e.status())) {
                throw new DremioException.LoginRefused("login as %s: %s".formatted(account.user(), e.getMessage()), e);
            }
            throw e;
        }
    }

    /** What is at a path; empty if nothing is. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (DremioException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public JsonNode get(String path) {
        return send("GET", path, null, authorization());
    }

    public JsonNode post(String path, JsonNode body) {
        return send("POST", path, body, authorization());
    }

    public JsonNode put(String path, JsonNode body) {
        return send("PUT", path, body, authorization());
    }

    /**
     * Runs a statement to its end.
     *
     * @return the job's id
     * @throws DremioException with Dremio's words if the job fails or is cancelled
     */
    public String execute(String sql) {
        var job = post("/api/v3/sql", JsonNodeFactory.instance.objectNode().put("sql", sql))
                .path("id")
                .asText();
        var ended = Retry.of(job, JOB_POLLS).executeSupplier(() -> get("/api/v3/job/" + segment(job)));
        var state = ended.path("jobState").asText();
        if (!state.equals("COMPLETED")) {
            var words = ended.path("errorMessage").asText();
            throw DremioException.failedJob(
                    job,
                    state,
                    words.isEmpty() ? ended.path("cancellationReason").asText("no reason given") : words);
        }
        return job;
    }

    /** The first rows of a query, 500 at most; each an object with a field a column. */
    public JsonNode rows(String sql) {
        return get("/api/v3/job/%s/results?offset=0&limit=500".formatted(segment(execute(sql))))
                .path("rows");
    }

    /** Path to what the catalog holds under a name of several parts. */
    public static String catalogPath(String... parts) {
        return "/api/v3/catalog/by-path/"
                + Arrays.stream(parts).map(DremioClient::segment).collect(Collectors.joining("/"));
    }

    /** One part of a path, safe whatever is in it. */
    public static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String authorization() {
        if (token == null) {
            logIn();
        }
        return "_dremio" + token;
    }

    private JsonNode send(String method, String path, @Nullable JsonNode body, @Nullable String authorization) {
        var request = method + " " + path;
        var builder = HttpRequest.newBuilder(URI.create(address.toString().replaceAll("/+$", "") + path))
                .timeout(REQUEST_TIMEOUT)
                .header("Accept", "application/json")
                .method(method, publisher(body));
        if (body != null) {
            builder.header("Content-Type", "application/json");
        }
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        try {
            var answer = http.send(builder.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw DremioException.refused(request, answer.statusCode(), words(answer.body()));
            }
            return answer.body().isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw DremioException.unanswered(request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + request, e);
        }
    }

    private static BodyPublisher publisher(@Nullable JsonNode body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
    }

    /** Dremio's own words out of an answer that is not always JSON. */
    private static String words(String body) {
        try {
            var fault = JSON.readTree(body);
            var message = fault.path("errorMessage").asText("");
            var more = fault.path("moreInfo").asText("");
            if (!message.isEmpty()) {
                return more.isEmpty() ? message : message + " (" + more + ")";
            }
        } catch (JsonProcessingException e) {
            // A proxy's or a starting server's page: shown as it is
        }
        var text = body.strip();
        return text.length() > 300 ? text.substring(0, 300) + " ..." : text;
    }
}
