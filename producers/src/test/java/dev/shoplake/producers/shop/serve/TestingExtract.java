package dev.shoplake.producers.shop.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.producers.shop.database.Database;
import dev.shoplake.producers.shop.database.Migration;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A shop on a real PostgreSQL, its extract API, a reader who follows links, and a clock that the test moves. */
final class TestingExtract implements AutoCloseable {
    static final String API_KEY = "open sesame";

    private static final ObjectMapper MAPPER = new JsonMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalStack stack = LocalStack.shared("postgres");
    private final MovableClock clock = new MovableClock();
    private final ExtractSettings settings;
    private final ExtractService service;

    private TestingExtract(Map<String, String> changes) {
        var environment = new HashMap<>(stack.environment());
        environment.put("SHOPLAKE_EXTRACT_PORT", "0");
        environment.put("SHOPLAKE_EXTRACT_API_KEY", API_KEY);
        environment.putAll(changes);
        settings = ExtractSettings.from(environment);
        Migration.run(settings.postgres());
        service = ExtractService.open(settings, clock);
    }

    static TestingExtract open(Map<String, String> changes) {
        return new TestingExtract(changes);
    }

    /** A clock that stands, and jumps when told. */
    private static final class MovableClock extends Clock {
        private Instant now = Instant.parse("2011-12-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    LocalStack stack() {
        return stack;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).header("X-API-Key", API_KEY);
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + service.port()).resolve(path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return http.send(request.build(), handler);
    }

    /** All rows of a first page and of those behind it. */
    List<Map<String, @Nullable String>> all(String path) throws IOException, InterruptedException {
        var rows = new ArrayList<Map<String, @Nullable String>>();
        var next = address(path);
        while (next != null) {
            var answer = get(next.toString());
            rows.addAll(rows(answer));
            var link = next(answer);
            next = link == null ? null : next.resolve(link);
        }
        return rows;
    }

    static @Nullable String next(HttpResponse<?> answer) {
        var link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
        return link.find() ? link.group(1) : null;
    }

    static List<Map<String, @Nullable String>> rows(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var rows = new ArrayList<Map<String, @Nullable String>>();
        for (var line : answer.body().lines().toList()) {
            var row = new LinkedHashMap<String, @Nullable String>();
            MAPPER.readTree(line).properties().forEach(field -> {
                assertThat(field.getValue().isTextual() || field.getValue().isNull())
                        .as(line)
                        .isTrue();
                row.put(field.getKey(), field.getValue().textValue());
            });
            rows.add(row);
        }
        assertThat(answer.headers().firstValue("X-Row-Count")).contains(Integer.toString(rows.size()));
        return rows;
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    String openSnapshot() throws IOException, InterruptedException {
        var answer = post("/extract/snapshots", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).path("snapshot").textValue();
    }

    Connection connect() throws SQLException {
        return Database.connect(settings.postgres());
    }

    void execute(String... statements) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Rows as the database itself makes texts of them. */
    List<Map<String, @Nullable String>> select(String query) throws SQLException {
        var rows = new ArrayList<Map<String, @Nullable String>>();
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    var row = new LinkedHashMap<String, @Nullable String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnName(i), result.getString(i));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Override
    public void close() {
        http.close();
        service.close();
    }
}
