package dev.shoplake.producers.shop.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Sends a page: what is known of it in headers, then a line of JSON for each row. */
final class PageAnswer {
    static final String MEDIA_TYPE = "application/x-ndjson";
    static final HeaderName MOMENT = HeaderNames.create("X-Moment");
    static final HeaderName ROW_COUNT = HeaderNames.create("X-Row-Count");

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerRequest request;
    private final ServerResponse response;

    PageAnswer(ServerRequest request, ServerResponse response) {
        this.request = request;
        this.response = response;
    }

    /**
     * Answers 200 or 304.
     *
     * @return how many rows were sent
     * @throws SQLException if the database failed before anything was sent
     * @throws CloseConnectionException if it failed after that: the reader must not take the part for the whole
     */
    long send(PageRequest page, Reading reading) throws SQLException {
        var known = reading.page(page);
        var tag = "W/\"%s\"".formatted(known.tag());
        response.header(HeaderNames.ETAG, tag)
                .header(HeaderNames.CACHE_CONTROL, "private, no-cache")
                .header(HeaderNames.VARY, "Accept-Encoding")
                .header(MOMENT, reading.moment().toString());
        if (isKnown(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return 0;
        }
        response.header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE).header(ROW_COUNT, Long.toString(known.rows()));
        var next = known.next();
        if (next != null) {
            response.header(HeaderNames.LINK, "<%s>; rel=\"next\"".formatted(address(next)));
        }
        try {
            write(page, known, reading);
            return known.rows();
        } catch (SQLException | IOException | UncheckedIOException e) {
            throw new CloseConnectionException("a page broke off", e);
        }
    }

    private void write(PageRequest page, Page known, Reading reading) throws SQLException, IOException {
        var names = known.outputs().stream()
                .map(output -> new SerializedString(output.name()))
                .toArray(SerializedString[]::new);
        // closed only when all is well: closing is what tells the reader that nothing is missing
        var json = JSON.createGenerator(body()).setRootValueSeparator(null);
        reading.forEachRow(page, known, values -> writeLine(json, names, values));
        json.close();
    }

    private static void writeLine(JsonGenerator json, SerializedString[] names, @Nullable String[] values)
            throws IOException {
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            json.writeString(values[i]);
        }
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private OutputStream body() throws IOException {
        if (!acceptsGzip()) {
            return response.outputStream();
        }
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        return new GZIPOutputStream(response.outputStream(), BUFFER_BYTES);
    }

    private boolean acceptsGzip() {
        return listed(HeaderNames.ACCEPT_ENCODING)
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding -> coding.startsWith("gzip") && !coding.matches("gzip;q=0(\\.0*)?"));
    }

    private boolean isKnown(String tag) {
        return request.prologue().method().equals(Method.GET)
                && listed(HeaderNames.IF_NONE_MATCH)
                        .anyMatch(shown -> shown.equals("*") || ("W/" + shown.replaceFirst("^W/", "")).equals(tag));
    }

    private Stream<String> listed(HeaderName header) {
        return request.headers().values(header).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip);
    }

    /** Relative, so that it holds behind any proxy. */
    private String address(PageToken next) {
        var path = request.path().path();
        var query = request.query().names().stream()
                .filter(name -> !name.equals("after"))
                .sorted()
                .flatMap(name -> request.query().all(name).stream().map(value -> List.of(name, value)));
        return Stream.concat(query, Stream.of(List.of("after", next.encode())))
                .map(pair -> pair.getFirst() + "=" + URLEncoder.encode(pair.getLast(), StandardCharsets.UTF_8))
                .reduce((left, right) -> left + "&" + right)
                .map(all -> path.substring(path.lastIndexOf('/') + 1) + "?" + all)
                .orElseThrow();
    }
}
