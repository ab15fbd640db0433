package dev.shoplake.dremio;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Not Dremio: an HTTP server that answers as Dremio's documentation and public source code say it does, and remembers what
 * it was told. What only Dremio can show, such as whether it can read a table, is not shown by it.
 */
final class StandInDremio implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern CREATE_VIEW =
            Pattern.compile("CREATE OR REPLACE VIEW (\\w+)\\.(\\w+) AS (SELECT .* FROM (lake\\.marts\\.(\\w+)))");
    private static final String HIDDEN = "$DREMIO_EXISTING_VALUE$";

    private final HttpServer server;
    private final Map<String, ObjectNode> users = new HashMap<>();
    private final Map<String, ObjectNode> catalog = new LinkedHashMap<>();
    private final Map<String, ObjectNode> reflections = new LinkedHashMap<>();
    private final Map<String, ObjectNode> jobs = new HashMap<>();
    private final List<String> requests = new ArrayList<>();

    /** Tables of the lake that are absent, by name. */
    final Set<String> missingTables = new HashSet<>();

    /** Marts whose view it refuses, by name. */
    final Set<String> refusedViews = new HashSet<>();

    /** Whether it has privileges. */
    boolean enterprise;

    /** So many requests are answered as by a server whose store is not up yet. */
    int startingRequests;

    private int lastNumber;

    StandInDremio() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What it holds at a path of the catalog, secrets in clear. */
    synchronized ObjectNode held(String path) {
        return at(catalog, path);
    }

    private static ObjectNode at(Map<String, ObjectNode> things, String name) {
        var thing = things.get(name);
        if (thing == null) {
            throw new AssertionError("there is no %s in %s".formatted(name, things.keySet()));
        }
        return thing;
    }

    synchronized Set<String> paths() {
        return Set.copyOf(catalog.keySet());
    }

    synchronized Set<String> reflections() {
        return Set.copyOf(reflections.keySet());
    }

    synchronized ObjectNode reflection(String name) {
        return at(reflections, name);
    }

    /** Somebody registered before. */
    synchronized void addUser(String name, String password) {
        users.put(name, numbered(JSON.createObjectNode().put("name", name).put("password", password)));
    }

    /** Requests that change something, as {@code METHOD path}, and forgets them. */
    synchronized List<String> takeWrites() {
        var writes = requests.stream()
                .filter(request -> !request.startsWith("GET ") && !request.endsWith("/login"))
                .toList();
        requests.clear();
        return writes;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var path = exchange.getRequestURI().getRawPath();
            var method = exchange.getRequestMethod();
            var json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
            requests.add(method + " " + path
                    + (path.endsWith("/sql") ? " " + json.path("sql").asText() : ""));
            if (startingRequests > 0) {
                startingRequests--;
                answer(exchange, new Fault(503, "<html>Starting</html>"));
                return;
            }
            try {
                answer(
                        exchange,
                        answerTo(
                                method, path, json, exchange.getRequestHeaders().getFirst("Authorization")));
            } catch (Fault fault) {
                answer(exchange, fault);
            }
        }
    }

    private JsonNode answerTo(String method, String path, JsonNode body, String authorization) throws Fault {
        switch (method + " " + path) {
            case "PUT /apiv2/bootstrap/firstuser" -> {
                return firstUser(body);
            }
            case "POST /apiv2/login" -> {
                return login(body);
            }
            default -> {
                if (authorization == null || !authorization.startsWith("_dremiotoken-of-")) {
                    throw Fault.of(401, "HTTP 401 Unauthorized");
                }
            }
        }
        var parts = List.of(path.substring("/api/v3/".length()).split("/")).stream()
                .map(part -> URLDecoder.decode(part, UTF_8))
                .toList();
        return switch (parts.getFirst()) {
            case "catalog" -> inCatalog(method, parts, body);
            case "user" -> inUsers(method, parts, body);
            case "reflection" -> inReflections(method, parts, body);
            case "dataset" ->
                JSON.createObjectNode()
                        .set(
                                "data",
                                JSON.createArrayNode()
                                        .addAll(reflections.values().stream()
                                                .filter(reflection -> reflection
                                                        .path("datasetId")
                                                        .asText()
                                                        .equals(parts.get(1)))
                                                .toList()));
            case "sql" -> submitted(body.path("sql").asText());
            case "job" ->
                parts.size() == 2
                        ? polled(parts.get(1))
                        : at(jobs, parts.get(1)).path("results");
            default -> throw Fault.of(404, "no such resource " + path);
        };
    }

    private JsonNode firstUser(JsonNode body) throws Fault {
        if (!users.isEmpty()) {
            throw Fault.of(400, "First user can only be created when no user is already registered");
        }
        addUser(body.path("userName").asText(), body.path("password").asText());
        return JSON.createObjectNode().put("userName", body.path("userName").asText());
    }

    private JsonNode login(JsonNode body) throws Fault {
        if (users.isEmpty()) {
            throw Fault.of(403, "No User Available");
        }
        var user = users.get(body.path("userName").asText());
        if (user == null || !user.path("password").equals(body.path("password"))) {
            throw Fault.of(401, "Login failed: Invalid username or password");
        }
        return JSON.createObjectNode()
                .put("token", "token-of-" + user.path("name").asText());
    }

    private JsonNode inCatalog(String method, List<String> parts, JsonNode body) throws Fault {
        if (method.equals("GET")) {
            var entity = catalog.get(String.join(".", parts.subList(2, parts.size())));
            if (entity == null) {
                throw Fault.of(404, "Could not find entity with path " + parts.subList(2, parts.size()));
            }
            return withoutSecrets(entity);
        }
        var name = body.path("name").asText();
        if (method.equals("POST")) {
            if (catalog.containsKey(name)) {
                throw Fault.of(409, "[%s] already exists.".formatted(name));
            }
            catalog.put(name, numbered(body.deepCopy()));
        } else {
            replace(catalog, name, parts.get(1), body);
        }
        return withoutSecrets(at(catalog, name));
    }

    private JsonNode inUsers(String method, List<String> parts, JsonNode body) throws Fault {
        var name = method.equals("GET") ? parts.get(2) : body.path("name").asText();
        switch (method) {
            case "POST" -> users.put(name, numbered(body.deepCopy()));
            case "PUT" -> replace(users, name, parts.get(1), body);
            default -> {
                if (!users.containsKey(name)) {
                    throw Fault.of(404, "User " + name + " not found");
                }
            }
        }
        return at(users, name).deepCopy().without("password");
    }

    private JsonNode inReflections(String method, List<String> parts, JsonNode body) throws Fault {
        var name = body.path("name").asText();
        if (method.equals("PUT")) {
            replace(reflections, name, parts.get(1), body);
        } else {
            reflections.put(name, numbered(body.deepCopy()));
        }
        return at(reflections, name);
    }

    /** Replaces what still is as the asker saw it. */
    private void replace(Map<String, ObjectNode> things, String name, String id, JsonNode body) throws Fault {
        var held = things.get(name);
        if (held == null || !held.path("id").asText().equals(id)) {
            throw Fault.of(404, "Could not find entity with id [%s]".formatted(id));
        }
        if (!held.path("tag").equals(body.path("tag"))) {
            throw Fault.of(409, "Cannot update %s, it was changed since".formatted(name));
        }
        things.put(name, numbered(body.deepCopy()).put("id", id));
    }

    private JsonNode submitted(String sql) {
        var job = JSON.createObjectNode().put("jobState", "RUNNING");
        var view = CREATE_VIEW.matcher(sql);
        if (view.matches()) {
            if (missingTables.contains(view.group(5))) {
                job.put("errorMessage", missing(view.group(5), "lake.marts"));
            } else if (refusedViews.contains(view.group(5))) {
                job.put("errorMessage", "VALIDATION ERROR: Column 'step' not found in any table");
            } else {
                catalog.put(
                        view.group(1) + "." + view.group(2),
                        numbered(JSON.createObjectNode()
                                .put("entityType", "dataset")
                                .put("type", "VIRTUAL_DATASET")
                                .put("sql", view.group(3).replace(" FROM ", "\nFROM "))));
            }
        } else if (sql.startsWith("GRANT ")) {
            if (!enterprise) {
                job.put(
                        "errorMessage",
                        "UNSUPPORTED_OPERATION ERROR: GRANT action is only supported in Enterprise Edition.");
            }
        } else if (!catalog.containsKey("marts.monthly_kpis")) {
            job.put("errorMessage", missing("monthly_kpis", "marts"));
        } else {
            job.set(
                    "results",
                    JSON.createObjectNode()
                            .put("rowCount", 1)
                            .set(
                                    "rows",
                                    JSON.createArrayNode()
                                            .add(JSON.createObjectNode().put("months_published", 13))));
        }
        var id = "job-" + ++lastNumber;
        jobs.put(id, job);
        return JSON.createObjectNode().put("id", id);
    }

    private static String missing(String table, String schema) {
        return "VALIDATION ERROR: Object '%s' not found within '%s'".formatted(table, schema);
    }

    /** Running when asked first, at its end when asked again. */
    private JsonNode polled(String id) {
        var job = at(jobs, id);
        var shown = job.deepCopy();
        if (shown.path("jobState").asText().equals("RUNNING")) {
            shown.remove("errorMessage");
        }
        job.put("jobState", job.path("errorMessage").asText("").isEmpty() ? "COMPLETED" : "FAILED");
        return shown;
    }

    private ObjectNode numbered(ObjectNode thing) {
        lastNumber++;
        return thing.put("id", "id-" + lastNumber).put("tag", "tag-" + lastNumber);
    }

    private static ObjectNode withoutSecrets(ObjectNode entity) {
        var shown = entity.deepCopy();
        if (shown.path("config") instanceof ObjectNode config && config.has("awsAccessSecret")) {
            config.put("awsAccessSecret", HIDDEN).put("defaultCtasFormat", "ICEBERG");
        }
        return shown;
    }

    private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
        answer(exchange, 200, body.toString());
    }

    private static void answer(HttpExchange exchange, Fault fault) throws IOException {
        answer(exchange, fault.status, fault.body);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String body;

        Fault(int status, String body) {
            super(body);
            this.status = status;
            this.body = body;
        }

        static Fault of(int status, String message) {
            return new Fault(
                    status,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("errorMessage", message)
                            .put("moreInfo", "")
                            .toString());
        }
    }
}
