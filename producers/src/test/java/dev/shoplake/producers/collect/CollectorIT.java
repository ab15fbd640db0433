package dev.shoplake.producers.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.Event.Comment;
import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.producers.TestingTopics;
import dev.shoplake.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CollectorIT {
    private static final String API_KEY = "open sesame";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new JsonMapper();

    private static LocalStack stack;
    private static Collector collector;
    private TestingTopics topics;

    @BeforeAll
    static void startKafkaAndCollector() {
        stack = LocalStack.shared("kafka");
        collector = Collector.open(settings(Map.of()));
    }

    @AfterAll
    static void stopCollector() {
        collector.close();
    }

    @BeforeEach
    void listenToTopics() throws InterruptedException {
        topics = TestingTopics.fromNow(settings(Map.of()).kafka());
    }

    @AfterEach
    void closeTopics() {
        topics.close();
    }

    @Test
    void putsAnAcceptedEventIntoItsTopicUnderItsUserByteForByte() throws Exception {
        var event = " " + view("17850").replace("}", ", \"campaign\": {\"id\": 7}}") + "\n";

        var answer = post(event);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        assertThat(topics.take(1)).singleElement().satisfies(message -> {
            assertThat(message.topic()).isEqualTo("page_view");
            assertThat(message.key()).isEqualTo("17850");
            assertThat(message.value()).asString(StandardCharsets.UTF_8).isEqualTo(event);
        });
    }

    @Test
    void takesTheGoodEventsOfABatchAndGivesEveryReasonForTheOthers() throws Exception {
        var wrong = view("17850").replace("\"17850\"", "17850").replace("page_view", "comment");
        var comment = text(new Comment(common("12346"), "85123A", 5, "✓"));

        var answer = post("[" + view("17850") + "," + wrong + "," + comment + ",{\"event_type\":\"refund\"}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        var receipt = json(answer);
        assertThat(receipt.path("accepted").intValue()).isEqualTo(2);
        assertThat(receipt.path("rejected"))
                .extracting(rejection -> rejection.path("index").intValue())
                .containsExactly(1, 3);
        assertThat(receipt.at("/rejected/0/event_id").textValue()).isEqualTo(json(wrong, "event_id"));
        assertThat(receipt.at("/rejected/0/reasons"))
                .extracting(
                        reason -> reason.path("pointer").textValue(),
                        reason -> reason.path("keyword").textValue())
                .containsExactlyInAnyOrder(tuple("/user_id", "type"), tuple("", "required"));
        assertThat(receipt.at("/rejected/1/event_id").isNull()).isTrue();
        assertThat(receipt.at("/rejected/1/reasons/0/keyword").textValue()).isEqualTo("unknown_event_type");
        assertThat(topics.take(2))
                .extracting(message -> message.topic(), message -> message.key())
                .containsExactlyInAnyOrder(tuple("page_view", "17850"), tuple("comment", "12346"));
    }

    @Test
    void takesLines() throws Exception {
        var answer = send(request(view("a") + "\n\n" + view("b") + "\nbroken\n")
                .header("Content-Type", "application/x-ndjson; charset=utf-8"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("accepted").intValue()).isEqualTo(2);
        assertThat(json(answer).at("/rejected/0/index").intValue()).isEqualTo(2);
        assertThat(topics.take(2)).extracting(message -> message.key()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void answers422WhenNothingIsLeft() throws Exception {
        assertThat(post("{\"event_type\":").statusCode()).isEqualTo(422);
        assertThat(post("{}").statusCode()).isEqualTo(422);
        var future = text(new PageView(
                new Common(UUID.randomUUID().toString(), Instant.now().plusSeconds(3_600), "u", "s"),
                null,
                null,
                null));
        assertThat(json(post(future)).at("/rejected/0/reasons/0/keyword").textValue())
                .isEqualTo("future");
        assertThat(topics.take(0)).isEmpty();
    }

    @Test
    void givesAnEventOfOneMebibyteItsReasonAndRefusesLargerBodies() throws Exception {
        var large = text(new Comment(common("17850"), "85123A", 5, "x".repeat(1024 * 1024)));

        assertThat(json(post(large)).at("/rejected/0/reasons/0/keyword").textValue())
                .isEqualTo("size");
        var tooLarge = post("x".repeat(EventsEndpoint.MAX_BODY_BYTES + 1));
        assertThat(tooLarge.statusCode()).isEqualTo(413);
        assertThat(tooLarge.body()).contains("body is larger than 2,097,152 bytes");
        assertThat(post("x".repeat(20_000_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void refusesBodiesThatHoldNoBatch() throws Exception {
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(post("[]").statusCode()).isEqualTo(400);
        var broken = post("[" + view("17850") + ",");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(broken.body()).contains("body is not a JSON array").contains("nothing was accepted");
        assertThat(topics.take(0)).isEmpty();
    }

    @Test
    void refusesThoseWhoDoNotKnowTheKey() throws Exception {
        var body = BodyPublishers.ofString(view("17850"));
        var address = URI.create("http://127.0.0.1:" + collector.port() + "/v1/events");

        assertThat(send(HttpRequest.newBuilder(address).POST(body)).statusCode())
                .isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(address)
                                .header("X-API-Key", API_KEY + "!")
                                .POST(body))
                        .statusCode())
                .isEqualTo(401);
        assertThat(topics.take(0)).isEmpty();
    }

    @Test
    void answersBrowsersOnlyFromTheOriginsThatAreAllowed() throws Exception {
        try (var open =
                Collector.open(settings(Map.of("SHOPLAKE_COLLECTOR_ALLOWED_ORIGINS", "https://shop.example")))) {
            assertThat(preflight(open, "https://shop.example").headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://shop.example");
            assertThat(preflight(open, "https://other.example").headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        assertThat(preflight(collector, "https://shop.example").headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void countsWhatItSaidOfEachType() throws Exception {
        post(view("17850"));
        post("{\"event_type\":\"comment\"}");

        assertThat(get("/metrics").body())
                .contains("shoplake_collector_events_total{type=\"page_view\",verdict=\"accepted\"}")
                .contains("shoplake_collector_events_total{type=\"comment\",verdict=\"rejected\"}");
        assertThat(get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatItsPortIsTaken() {
        assertThatThrownBy(() ->
                        Collector.open(settings(Map.of("SHOPLAKE_COLLECTOR_PORT", Integer.toString(collector.port())))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot listen on 127.0.0.1:%d: is the port taken?".formatted(collector.port()));
    }

    @Test
    void asksSendersToComeAgainWhileKafkaIsAwayAndGoesOnWhenItIsBack() throws Exception {
        assertThat(post(view("17850")).statusCode()).isEqualTo(202);
        stack.kill("kafka");
        try {
            long before = System.nanoTime();
            var refused = post("[" + view("17850") + "," + view("17850") + "]");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(refused.body()).contains("send the whole batch again");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
            assertThat(get("/ready").statusCode()).isEqualTo(503);
            assertThat(get("/metrics").body()).contains("{type=\"page_view\",verdict=\"undelivered\"}");
            assertThat(get("/health").statusCode()).isEqualTo(200);
        } finally {
            stack.startAgain("kafka");
        }
        Awaitility.await("ready again")
                .atMost(Duration.ofMinutes(1))
                .until(() -> get("/ready").statusCode() == 200);
        assertThat(post(view("after")).statusCode()).isEqualTo(202);
        assertThat(topics.take(2)).extracting(message -> message.key()).contains("17850", "after");
    }

    private static CollectorSettings settings(Map<String, String> changes) {
        var environment = new HashMap<String, String>();
        environment.put(
                "SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", stack.environment().get("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS"));
        environment.put("SHOPLAKE_COLLECTOR_PORT", "0");
        environment.put("SHOPLAKE_COLLECTOR_API_KEY", API_KEY);
        environment.put("SHOPLAKE_COLLECTOR_DELIVERY_TIMEOUT", "PT3S");
        environment.putAll(changes);
        return CollectorSettings.from(environment);
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request(body));
    }

    private static HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + "/v1/events"))
                .header("X-API-Key", API_KEY)
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + collector.port() + path)));
    }

    private static HttpResponse<String> preflight(Collector asked, String origin)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + asked.port() + "/v1/events"))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type,x-api-key"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return MAPPER.readTree(answer.body());
    }

    private static String json(String event, String field) throws IOException {
        return MAPPER.readTree(event).path(field).textValue();
    }

    private static String view(String userId) {
        return text(new PageView(common(userId), "85123A", null, null));
    }

    private static Common common(String userId) {
        return new Common(UUID.randomUUID().toString(), Instant.parse("2011-11-11T11:11:11Z"), userId, "session");
    }

    private static String text(Event event) {
        return new String(EventJson.write(event), StandardCharsets.UTF_8);
    }
}
