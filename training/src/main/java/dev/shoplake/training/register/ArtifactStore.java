package dev.shoplake.training.register;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Files of runs, through MLflow's artifact proxy: the Java client would start Python for it. */
final class ArtifactStore implements AutoCloseable {
    private static final String SCHEME = "mlflow-artifacts:/";
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final URI server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    ArtifactStore(URI server) {
        this.server = server;
    }

    /** @param root artifact address of the run, {@code mlflow-artifacts:/…} */
    void put(String root, String path, byte[] content) {
        if (!root.startsWith(SCHEME)) {
            throw new RegistryException(
                    "MLflow at %s keeps artifacts at %s: expected %s… (start it with --serve-artifacts)"
                            .formatted(server, root, SCHEME),
                    null);
        }
        var address = URI.create("%s/api/2.0/mlflow-artifacts/artifacts/%s/%s"
                .formatted(stripSlash(server.toString()), root.substring(SCHEME.length()), path));
        var request = HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new RegistryException(
                        "MLflow at %s refused %s: HTTP %d %s"
                                .formatted(server, path, response.statusCode(), response.body()),
                        null);
            }
        } catch (IOException e) {
            throw new RegistryException("MLflow at %s did not take %s: %s".formatted(server, path, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while sending %s to MLflow".formatted(path), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static String stripSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
