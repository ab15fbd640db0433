package dev.shoplake.producers.shop.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.helidon.http.Status;
import org.jspecify.annotations.Nullable;

/**
 * Why a request gets no rows, as RFC 9457 wants it.
 *
 * @param detail for a human
 * @param parameter the query parameter at fault, if one is
 * @param expected what would have been right, if the caller can mend it
 */
record Problem(
        Status status,
        String detail,
        @Nullable String parameter,
        @Nullable String expected) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(Status status, String detail) {
        return new Problem(status, detail, null, null);
    }

    /** A query parameter that is missing, unknown or wrong. */
    static Problem parameter(String name, String fault, String expected) {
        return new Problem(
                Status.BAD_REQUEST_400,
                "parameter %s %s: expected %s".formatted(name, fault, expected),
                name,
                expected);
    }

    String toJson() {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", status.reasonPhrase())
                .put("status", status.code())
                .put("detail", detail);
        if (parameter != null) {
            json.put("parameter", parameter);
        }
        if (expected != null) {
            json.put("expected", expected);
        }
        return json.toString();
    }
}
