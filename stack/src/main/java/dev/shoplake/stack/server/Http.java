package dev.shoplake.stack.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks servers that speak HTTP. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    /**
     * Reads a document.
     *
     * @throws IOException if there is no answer, or one other than 200
     */
    public static String get(String address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)));
    }

    /**
     * Reads a document that is shown to those who carry a token.
     *
     * @throws IOException if there is no answer, or one other than 200
     */
    static String get(String address, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address)).header("Authorization", "Bearer " + token));
    }

    /**
     * Posts a JSON document.
     *
     * @throws IOException if there is no answer, or one other than 200
     */
    static String postJson(String address, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("%s answers %d: %s"
                    .formatted(
                            response.uri(),
                            response.statusCode(),
                            response.body().strip()));
        }
        return response.body();
    }
}
