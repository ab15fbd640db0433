package dev.shoplake.stack.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speaks to Airflow's REST interface, version 2. It logs in when it first has to. */
public final class AirflowClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String address;
    private final String user;
    private final String password;
    private volatile @Nullable String token;

    /**
     * A client of one Airflow.
     *
     * @param address such as {@code http://127.0.0.1:8080}
     */
    public AirflowClient(String address, String user, String password) {
        this.address = address;
        this.user = user;
        this.password = password;
    }

    /** The health of its parts; needs no login. */
    public JsonNode health() throws IOException, InterruptedException {
        return send(request("/api/v2/monitor/health"));
    }

    /**
     * Reads a resource.
     *
     * @param path below {@code /api/v2}, such as {@code /dags}
     * @throws IOException if there is no answer, or one that is no success
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(authorized(path));
    }

    /**
     * Posts a document.
     *
     * @param path below {@code /api/v2}
     * @throws IOException if there is no answer, or one that is no success
     */
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(authorized(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(MAPPER.writeValueAsString(body))));
    }

    private HttpRequest.Builder authorized(String path) throws IOException, InterruptedException {
        return request("/api/v2" + path).header("Authorization", "Bearer " + token());
    }

    private String token() throws IOException, InterruptedException {
        var known = token;
        if (known == null) {
            known = send(request("/auth/token")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    MAPPER.writeValueAsString(Map.of("username", user, "password", password)))))
                    .required("access_token")
                    .asText();
            token = known;
        }
        return known;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT);
    }

    private static JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = HTTP.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    "%s answers %d: %s".formatted(response.uri(), response.statusCode(), reason(response.body())));
        }
        return MAPPER.readTree(response.body());
    }

    /** Errors come as {@code {"detail": ...}}, a sentence or a tree. */
    private static String reason(String body) {
        try {
            var detail = MAPPER.readTree(body).path("detail");
            return detail.isTextual() ? detail.asText() : detail.isMissingNode() ? body.strip() : detail.toString();
        } catch (IOException e) {
            return body.strip();
        }
    }
}
