package dev.shoplake.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shoplake.stack.home.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real customer's list, before and after that customer puts one product into the cart. */
final class OneClick {
    private static final int SHOWN = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Map<String, String> environment;
    private final PrintStream output;
    private @Nullable Outcome outcome;

    OneClick(Map<String, String> environment, PrintStream output) {
        this.environment = environment;
        this.output = output;
    }

    private record Outcome(String customer, JsonNode product, JsonNode before, JsonNode after, double milliseconds) {}

    void run() throws IOException, InterruptedException, SQLException {
        try (var json = new Json()) {
            var customer = customer();
            var before = settledList(json, customer);
            var product = unlisted(json, before);
            long start = System.nanoTime();
            click(json, customer, product.required("product_id").asText());
            var after = list(json, customer);
            while (after.equals(before)) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new StackException("The list of customer %s did not change within %s: see ./shoplake status."
                            .formatted(customer, PATIENCE));
                }
                LockSupport.parkNanos(2_000_000);
                after = list(json, customer);
            }
            outcome = new Outcome(customer, product, before, after, (System.nanoTime() - start) / 1e6);
            output.printf("  Customer %s's list changed %.0f ms after the click.%n", customer, outcome.milliseconds());
        }
    }

    void print() {
        if (outcome == null) {
            return;
        }
        output.printf(
                "%nCustomer %s puts \"%s\" into the cart; the list changes after %.0f ms%n  %-50s %s%n",
                outcome.customer(),
                outcome.product().required("product_name").asText(),
                outcome.milliseconds(),
                "before",
                "after");
        var before = names(outcome.before());
        var after = names(outcome.after());
        for (int place = 0; place < SHOWN; place++) {
            output.printf("  %-50s %s%n", at(before, place), at(after, place));
        }
        output.printf("  moved up most: %s%n", climbers(outcome));
    }

    /** The three products that gained most places; one that was not listed came from behind the last place. */
    private static String climbers(Outcome outcome) {
        var placesBefore = outcome.before().findValuesAsText("product_id");
        var placesAfter = outcome.after().findValuesAsText("product_id");
        record Climb(String name, int from, int to) {}
        var climbs = new ArrayList<Climb>();
        for (int to = 0; to < placesAfter.size(); to++) {
            int from = placesBefore.indexOf(placesAfter.get(to));
            var name = outcome.after().get(to).required("product_name").asText();
            climbs.add(new Climb(name, from < 0 ? placesBefore.size() : from, to));
        }
        return climbs.stream()
                .filter(climb -> climb.to() < climb.from())
                .sorted(Comparator.comparingInt(climb -> climb.to() - climb.from()))
                .limit(3)
                .map(climb -> "%s (%s to %d)"
                        .formatted(
                                climb.name(),
                                climb.from() == placesBefore.size() ? "new" : "from " + (climb.from() + 1),
                                climb.to() + 1))
                .collect(Collectors.joining(", "));
    }

    /** Somebody with a handful of orders, the same in every demo. */
    private String customer() throws SQLException {
        var url = Addresses.required(environment, "SHOPLAKE_TRINO_URL");
        var user = Addresses.required(environment, "SHOPLAKE_TRINO_USER");
        try (var connection = DriverManager.getConnection(url, user, null);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT customer_id FROM cleaned.orders WHERE customer_id IS NOT NULL
                        GROUP BY customer_id HAVING count(*) BETWEEN 5 AND 10 ORDER BY customer_id LIMIT 1
                        """)) {
            if (!rows.next()) {
                throw new StackException("The shop has no customer with five to ten orders.");
            }
            return rows.getString(1);
        }
    }

    private JsonNode list(Json json, String customer) throws IOException, InterruptedException {
        return json.read(Addresses.required(environment, "SHOPLAKE_RECOMMENDER_URL") + "/v1/users/"
                        + URLEncoder.encode(customer, StandardCharsets.UTF_8) + "/recommendations?limit=50")
                .required("items");
    }

    /** The list once it stands still: after a training the recommender ranks recently active users again. */
    private JsonNode settledList(Json json, String customer) throws IOException, InterruptedException {
        var list = list(json, customer);
        long still = System.nanoTime();
        while (System.nanoTime() - still < SETTLED.toNanos()) {
            LockSupport.parkNanos(100_000_000);
            var again = list(json, customer);
            if (!again.equals(list)) {
                list = again;
                still = System.nanoTime();
            }
        }
        return list;
    }

    /** A trending product that the list does not hold. */
    private JsonNode unlisted(Json json, JsonNode list) throws IOException, InterruptedException {
        var listed = list.findValuesAsText("product_id");
        for (var item : json.read(Addresses.required(environment, "SHOPLAKE_RECOMMENDER_URL") + "/v1/trending?limit=50")
                .required("items")) {
            if (!listed.contains(item.required("product_id").asText())) {
                return item;
            }
        }
        throw new StackException("Every trending product is on the list already.");
    }

    private void click(Json json, String customer, String product) throws IOException, InterruptedException {
        var event = Json.MAPPER
                .createObjectNode()
                .put("event_id", UUID.randomUUID().toString())
                .put("event_type", "add_to_cart")
                .put("schema_version", 1)
                .put("occurred_at", Instant.now().toString())
                .put("user_id", customer)
                .put("session_id", "demo")
                .put("product_id", product)
                .put("quantity", 1);
        json.send(HttpRequest.newBuilder(
                        URI.create(Addresses.required(environment, "SHOPLAKE_COLLECTOR_URL") + "/v1/events"))
                .header("Content-Type", "application/json")
                .header("X-API-Key", Addresses.required(environment, "SHOPLAKE_COLLECTOR_API_KEY"))
                .POST(BodyPublishers.ofString(event.toString()))
                .build());
    }

    private static List<String> names(JsonNode items) {
        var names = new ArrayList<String>();
        for (var item : items) {
            names.add("%s (%s)"
                    .formatted(
                            item.required("product_name").asText(),
                            item.required("source").asText()));
        }
        return names;
    }

    private static String at(List<String> names, int place) {
        return place < names.size() ? names.get(place) : "";
    }
}
