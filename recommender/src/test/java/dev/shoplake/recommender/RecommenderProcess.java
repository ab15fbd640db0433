package dev.shoplake.recommender;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The recommender as a process of its own, so that it can be killed. Its log stays under target. */
final class RecommenderProcess implements AutoCloseable {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private RecommenderProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static RecommenderProcess start(Map<String, String> environment, Path stateDirectory) throws IOException {
        int port = freePort();
        var log =
                Files.createTempFile(Path.of("target"), "recommender-", ".log").toFile();
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "dev.shoplake.recommender.RecommenderMain"))
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        builder.environment().put("SHOPLAKE_RECOMMENDER_PORT", Integer.toString(port));
        builder.environment().put("SHOPLAKE_RECOMMENDER_STATE_DIR", stateDirectory.toString());
        return new RecommenderProcess(builder.start(), port);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(REQUEST_LIMIT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Whether everything it depends on is there. */
    boolean isReady() throws InterruptedException {
        try {
            return get("/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends it in order; returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
