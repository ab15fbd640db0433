package dev.shoplake.producers.shop.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code POST /extract/rows}: a JSON array of ids. */
final class IdList {
    static final int MOST_IDS = 10_000;
    static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final String EXPECTED = "a JSON array of 1 to %,d texts".formatted(MOST_IDS);

    private IdList() {}

    static List<String> read(InputStream stream) throws IOException, ProblemException {
        var body = stream.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new ProblemException(Problem.of(
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "the body is larger than %,d bytes: ask for fewer ids".formatted(MAX_BODY_BYTES)));
        }
        try {
            return ids(MAPPER.readTree(body));
        } catch (JacksonException e) {
            throw wrong("the body is no JSON");
        }
    }

    private static List<String> ids(JsonNode body) throws ProblemException {
        if (!body.isArray() || body.isEmpty() || body.size() > MOST_IDS) {
            throw wrong("the body holds %s".formatted(body.isArray() ? body.size() + " ids" : "no array"));
        }
        var ids = new ArrayList<String>();
        for (var id : body) {
            if (!id.isTextual()) {
                throw wrong("the body holds %s".formatted(id));
            }
            ids.add(id.textValue());
        }
        return ids;
    }

    private static ProblemException wrong(String fault) {
        return new ProblemException(
                new Problem(Status.BAD_REQUEST_400, "%s: expected %s".formatted(fault, EXPECTED), null, EXPECTED));
    }
}
