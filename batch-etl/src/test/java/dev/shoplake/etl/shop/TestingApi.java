package dev.shoplake.etl.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.shoplake.runtime.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A server that speaks the extract API, two rows a page, and can be told to get one thing wrong. */
public final class TestingApi implements AutoCloseable {
    private static final String KEY = "open sesame";
    private static final int ROWS_A_PAGE = 2;
    private static final Map<String, String> COLUMNS = Map.of(
            "customers", "customer_id country region city postal_code created_at updated_at",
            "products",
                    "product_id product_name department_id department category is_product unit_price stock created_at updated_at",
            "orders",
                    "order_id customer_id order_num status order_timestamp currency total_amount created_at updated_at",
            "order_items",
                    "order_id add_to_cart_order product_id quantity unit_price discount reordered days_since_prior_order created_at updated_at");
    private static final Pattern UPDATED_AT = Pattern.compile("\"updated_at\":\"([^\"]+)\"");
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=([^&]*)");

    private final HttpServer server;
    private final Map<String, List<String>> rows = new ConcurrentHashMap<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicInteger broken = new AtomicInteger();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private volatile UnaryOperator<Page> pages = UnaryOperator.identity();
    private volatile UnaryOperator<String> snapshots = UnaryOperator.identity();

    /** An API of a shop with a customer, a product and three orders. */
    public TestingApi() throws IOException {
        rows.put("customers", List.of(row("customers", "ann")));
        rows.put("products", List.of(row("products", "tea")));
        rows.put("orders", List.of(row("orders", "1"), row("orders", "2"), row("orders", "3")));
        rows.put("order_items", List.of(row("order_items", "1"), row("order_items", "2"), row("order_items", "3")));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/extract/", this::answer);
        server.start();
    }

    private static List<String> columns(String table) {
        return List.of(COLUMNS.getOrDefault(table, "").split(" "));
    }

    private List<String> rowsOf(String table) {
        return rows.getOrDefault(table, List.of());
    }

    /** One more order, which has no lines. */
    public void addOrder(String id, String day, String updatedAt) {
        var all = new ArrayList<>(rowsOf("orders"));
        all.add(row("orders", id)
                .replace("\"2026-01-05 10:00:00\"", "\"" + day + " 10:00:00\"")
                .replace("\"2026-01-05 10:00:00+00\"", "\"" + updatedAt + " 10:00:00+00\""));
        rows.put("orders", List.copyOf(all));
    }

    private static String row(String table, String id) {
        var first = columns(table).getFirst();
        return columns(table).stream()
                .map(column -> "\"%s\":%s".formatted(column, value(column, first, id)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(String column, String first, String id) {
        if (column.equals(first)) {
            return "\"" + id + "\"";
        }
        return switch (column) {
            case "add_to_cart_order", "quantity", "unit_price" -> "\"1\"";
            case "product_id" -> "\"tea\"";
            case "product_name" -> "\"Tea, \\\"green\\\" \u2615\"";
            case "customer_id" -> "\"ann\"";
            case "status" -> "\"completed\"";
            case "order_timestamp" -> "\"2026-01-05 10:00:00\"";
            case "updated_at" -> "\"2026-01-05 10:00:00+00\"";
            default -> "null";
        };
    }

    /**
     * What is sent of a table.
     *
     * @param link empty behind the last page
     */
    public record Page(String table, String body, String rowCount, String link) {
        public Page withBody(String other) {
            return new Page(table, other, rowCount, link);
        }

        public Page withLink(String other) {
            return new Page(table, body, rowCount, other);
        }
    }

    public void changePages(UnaryOperator<Page> change) {
        pages = change;
    }

    public void changeSnapshot(UnaryOperator<String> change) {
        snapshots = change;
    }

    /** The next answers have these statuses. */
    public void refuse(Integer... next) {
        statuses.addAll(List.of(next));
    }

    /** The next answers break off. */
    public void breakOff(int answers) {
        broken.set(answers);
    }

    /** All requests so far, with their methods. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Shop.Api shop() {
        return new Shop.Api(address(), new Secret(KEY));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.getRequestBody().readAllBytes();
            var status = statuses.poll();
            if (status != null) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                send(exchange, status, "{\"detail\":\"as the test wants it\"}");
            } else if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
                send(exchange, 401, "{\"detail\":\"wrong key\"}");
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                exchange.sendResponseHeaders(204, -1);
            } else if (exchange.getRequestURI().getPath().endsWith("/snapshots")) {
                send(exchange, 201, snapshots.apply(snapshot()));
            } else {
                sendPage(exchange);
            }
        }
    }

    private String snapshot() {
        return """
                {"snapshot":"11111111-2222-3333-4444-555555555555","moment":"2026-01-31T00:00:00Z","sees_all_transactions":true,
                "position":"0/1","expires_at":"2026-01-31T00:05:00Z","first_order_day":"2026-01-05","last_order_day":"2026-01-05",
                "tables":[%s]}""".formatted(List.of("customers", "products", "orders", "order_items").stream()
                .map(table -> "{\"table\":\"%s\",\"rows\":%d,\"key\":[],\"columns\":[%s]}"
                        .formatted(
                                table,
                                rowsOf(table).size(),
                                columns(table).stream()
                                        .map(column -> "{\"name\":\"%s\",\"type\":\"text\"}".formatted(column))
                                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining(",")));
    }

    private void sendPage(HttpExchange exchange) throws IOException {
        var parameters = new TreeMap<String, String>();
        PARAMETER
                .matcher(exchange.getRequestURI().getRawQuery())
                .results()
                .forEach(found -> parameters.put(found.group(1), found.group(2)));
        var table = parameters.getOrDefault("table", "");
        int after = Integer.parseInt(parameters.getOrDefault("after", "0"));
        var since = URLDecoder.decode(parameters.getOrDefault("since", ""), StandardCharsets.UTF_8)
                .replace('T', ' ');
        var all = rowsOf(table).stream()
                .filter(line -> updatedAt(line).compareTo(since) >= 0)
                .toList();
        var sent = all.subList(after, Math.min(all.size(), after + ROWS_A_PAGE));
        boolean isLast = after + sent.size() == all.size();
        var page = pages.apply(new Page(
                table,
                sent.stream().map(line -> line + "\n").collect(Collectors.joining()),
                Integer.toString(sent.size()),
                isLast ? "" : next(exchange, after + sent.size())));
        exchange.getResponseHeaders().set("X-Row-Count", page.rowCount());
        if (!page.link().isEmpty()) {
            exchange.getResponseHeaders().set("Link", "<%s>; rel=\"next\"".formatted(page.link()));
        }
        send(exchange, 200, page.body());
    }

    /** Times of one form, so that texts compare as they do. */
    private static String updatedAt(String line) {
        var found = UPDATED_AT.matcher(line);
        return found.find() ? found.group(1) : "";
    }

    private static String next(HttpExchange exchange, int after) {
        var address = exchange.getRequestURI().toString().replaceFirst("&after=\\d+$", "");
        return address.substring(address.lastIndexOf('/') + 1) + "&after=" + after;
    }

    private void send(HttpExchange exchange, int status, String body) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        boolean isBroken = status == 200 && broken.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        exchange.sendResponseHeaders(status, isBroken ? packed.size() + 100L : packed.size());
        exchange.getResponseBody().write(packed.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
