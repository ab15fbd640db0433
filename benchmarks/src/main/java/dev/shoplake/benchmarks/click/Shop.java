package dev.shoplake.benchmarks.click;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The shop's front end: sends clicks to the collector, asks the recommender for lists. */
final class Shop implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClickSettings settings;

    Shop(ClickSettings settings) {
        this.settings = settings;
    }

    /**
     * Sends one event and waits until the collector has it safe.
     *
     * @throws IOException if the collector does not accept it
     */
    void send(Event event) throws IOException, InterruptedException {
        var response = exchange(HttpRequest.newBuilder(uri(settings.collector(), "/v1/events"))
                .header("X-API-Key", settings.collectorKey().value())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(EventJson.write(event)))
                .build());
        if (response.statusCode() != 202) {
            throw new IOException("collector answered " + response.statusCode() + ": " + response.body());
        }
    }

    /** The items of a user's list as the front end sees them: products, scores, sources, in order. */
    JsonNode list(String userId) throws IOException, InterruptedException {
        var path = "/v1/users/" + URLEncoder.encode(userId, StandardCharsets.UTF_8) + "/recommendations?limit=20";
        var response = exchange(
                HttpRequest.newBuilder(uri(settings.recommender(), path)).build());
        if (response.statusCode() != 200) {
            throw new IOException("recommender answered " + response.statusCode() + ": " + response.body());
        }
        return MAPPER.readTree(response.body()).required("items");
    }

    private HttpResponse<String> exchange(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private static URI uri(URI base, String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    @Override
    public void close() {
        http.close();
    }
}
