package dev.shoplake.etl.shop;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.etl.run.RunException;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * The shop's extract API: asks, asks again where that may help, and says plainly what is wrong. An answer is taken whole or
 * not at all, so that a page which broke off can be asked for again.
 */
final class ExtractApi implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(10);

    /** The shop's database may have to count for long; a server that fell silent is given up. */
    private static final Duration ANSWERING = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final IntervalFunction PAUSES =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofSeconds(1), 2.0, 0.5, Duration.ofSeconds(30));
    private static final ObjectMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Retry retry = Retry.of(
            "extract API",
            RetryConfig.custom()
                    .maxAttempts(ATTEMPTS)
                    .intervalBiFunction((attempt, outcome) -> outcome.isLeft()
                                    && outcome.getLeft() instanceof AgainException again
                                    && again.pauseMillis > 0
                            ? again.pauseMillis
                            : PAUSES.apply(attempt))
                    .retryExceptions(AgainException.class)
                    .build());
    private final Shop.Api shop;

    ExtractApi(Shop.Api shop) {
        this.shop = shop;
    }

    /** What may be otherwise the next time. */
    private static final class AgainException extends RuntimeException {
        private final long pauseMillis;

        AgainException(String message, long pauseMillis) {
            super(message);
            this.pauseMillis = pauseMillis;
        }
    }

    /** An address of the API. */
    URI address(String path) {
        return URI.create(shop.address().toString().replaceFirst("/+$", "") + "/extract/" + path);
    }

    /**
     * Asks until there is an answer that is none of "later".
     *
     * @param request without the headers that all have
     * @throws RunException for every other status than 200, 201 and 204, and if nobody answers
     */
    Answer ask(HttpRequest.Builder request) {
        var complete = request.header("X-API-Key", shop.key().value())
                .header("Accept-Encoding", "gzip")
                .timeout(ANSWERING)
                .build();
        try {
            return retry.executeSupplier(() -> once(complete));
        } catch (AgainException e) {
            throw new RunException(
                    "the extract API %s was asked %d times: %s".formatted(shop.address(), ATTEMPTS, e.getMessage()), e);
        }
    }

    private Answer once(HttpRequest request) {
        var sent = client.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return judged(request, sent.get(ANSWERING.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException
                    ? new RunException(
                            "nobody answers at %s, where the extract API should be (shoplake shop serve)"
                                    .formatted(shop.address()),
                            e)
                    : new AgainException("the answer broke off: " + e.getCause(), 0);
        } catch (IOException e) {
            throw new AgainException("the answer broke off: " + e, 0);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new RunException("the extract API %s fell silent".formatted(shop.address()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunException("interrupted while the extract API was asked", e);
        }
    }

    private Answer judged(HttpRequest request, HttpResponse<byte[]> response) throws IOException {
        var body = response.body();
        if (response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
                body = unpacked.readAllBytes();
            }
        }
        var answer = new Answer(request.uri(), response.headers(), body);
        return switch (response.statusCode()) {
            case 200, 201, 204 -> answer;
            case 401 ->
                throw new RunException(
                        "the extract API %s does not take the key: set SHOPLAKE_EXTRACT_API_KEY to the one that it was started with"
                                .formatted(shop.address()));
            case 410 ->
                throw new RunException("the extract API %s has lost its moment (%s): begin the run anew"
                        .formatted(shop.address(), detail(answer)));
            case 429, 503 -> throw new AgainException(detail(answer), pauseMillis(response));
            default ->
                throw new RunException("the extract API answers %d to %s %s: %s"
                        .formatted(response.statusCode(), request.method(), request.uri(), detail(answer)));
        };
    }

    private static long pauseMillis(HttpResponse<?> response) {
        var seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("\\d{1,9}")
                ? Math.clamp(Long.parseLong(seconds) * 1000, 1, LONGEST_PAUSE.toMillis())
                : 0;
    }

    private static String detail(Answer answer) {
        try {
            return json(answer).path("detail").asText("no reason given");
        } catch (RunException e) {
            return "no reason given";
        }
    }

    /**
     * An answer as JSON.
     *
     * @throws RunException if it is none
     */
    static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new RunException("what %s answers is no JSON".formatted(answer.address()), e);
        } catch (IOException e) {
            throw new RunException("the answer of %s cannot be read".formatted(answer.address()), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
