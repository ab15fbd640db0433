package dev.shoplake.producers.collect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.shoplake.producers.publish.DeliveryException;
import dev.shoplake.runtime.settings.Secret;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;

/** {@code POST /v1/events}, as {@code api/collector.openapi.yaml} says. */
final class EventsEndpoint implements HttpService {
    static final String PATH = "/v1/events";

    /** Room for an event of 1 MiB, so that it gets its reason, and for some thousand events of common size. */
    static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
    private static final String RETRY_AFTER_SECONDS = "5";

    private final byte[] apiKey;
    private final Intake intake;
    private final Consumer<DeliveryException> onDeliveryFailure;

    EventsEndpoint(Secret apiKey, Intake intake, Consumer<DeliveryException> onDeliveryFailure) {
        this.apiKey = apiKey.value().getBytes(StandardCharsets.UTF_8);
        this.intake = intake;
        this.onDeliveryFailure = onDeliveryFailure;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(PATH, this::take);
    }

    private void take(ServerRequest request, ServerResponse response) throws IOException {
        if (!isKnown(request)) {
            refuse(response, Status.UNAUTHORIZED_401, "header X-API-Key is missing or wrong");
            return;
        }
        var body = request.content().hasEntity()
                ? request.content().inputStream().readNBytes(MAX_BODY_BYTES + 1)
                : new byte[0];
        if (body.length > MAX_BODY_BYTES) {
            response.header(HeaderNames.CONNECTION, "close");
            refuse(
                    response,
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "body is larger than %,d bytes: send smaller batches; nothing was accepted"
                            .formatted(MAX_BODY_BYTES));
            return;
        }
        try {
            var events = isLines(request) ? EventBatch.ofLines(body) : EventBatch.ofJson(body);
            if (events.isEmpty() || body.length == 0) {
                refuse(response, Status.BAD_REQUEST_400, "body holds no event");
                return;
            }
            answer(response, intake.take(events));
        } catch (MalformedBatchException e) {
            refuse(response, Status.BAD_REQUEST_400, e.getMessage() + "; nothing was accepted");
        } catch (DeliveryException e) {
            onDeliveryFailure.accept(e);
            response.header(HeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
            refuse(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    "the events cannot be stored now: send the whole batch again, those stored already are told by event_id");
        }
    }

    private static void answer(ServerResponse response, Receipt receipt) {
        send(
                response,
                receipt.accepted() > 0 ? Status.ACCEPTED_202 : Status.UNPROCESSABLE_CONTENT_422,
                receipt.toJson());
    }

    private boolean isKnown(ServerRequest request) {
        var shown = request.headers().first(API_KEY).orElse("");
        return MessageDigest.isEqual(apiKey, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLines(ServerRequest request) {
        var type = request.headers()
                .contentType()
                .map(content -> content.mediaType().text())
                .orElse("");
        return List.of("application/x-ndjson", "application/ndjson").contains(type);
    }

    private static void refuse(ServerResponse response, Status status, String message) {
        send(
                response,
                status,
                JsonNodeFactory.instance.objectNode().put("error", message).toString());
    }

    private static void send(ServerResponse response, Status status, String json) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .send(json.getBytes(StandardCharsets.UTF_8));
    }
}
