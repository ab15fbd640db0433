package dev.shoplake.recommender.serve;

import static dev.shoplake.recommender.TestingShop.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.redis.RecommendationList;
import dev.shoplake.recommender.TestingShop;
import dev.shoplake.recommender.score.LiveModel;
import dev.shoplake.recommender.trend.Trending;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.operations.Readiness;
import io.helidon.webserver.WebServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommendationsEndpointTest {
    private final OpenApi api = readApi();
    private final InMemoryUserReader users = new InMemoryUserReader();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final Impressions impressions = new Impressions(producer, registry);
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean catalogueLoaded = true;
    private WebServer server;

    @BeforeEach
    void start() {
        var readiness = new Readiness();
        readiness.ready("catalogue", "in memory");
        var catalogue = TestingShop.catalogue();
        var model = new LiveModel(TestingShop.model("m1", 1), catalogue::isRecommendable);
        var recommendations =
                new Recommendations(() -> catalogue, () -> Trending.none(NOW), () -> Optional.of(model), users, clock);
        server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .routing(routing -> routing.register(new RecommendationsEndpoint(
                                recommendations, () -> catalogueLoaded, impressions, registry, clock))
                        .register(new OperationsEndpoint(readiness, registry)))
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    @Test
    void everyQuestionIsAnsweredAsTheDocumentSays() throws Exception {
        users.lists.put(
                "ann m1", new RecommendationList(NOW, List.of(new RecommendationList.Item("p020", 0.9, "als"))));
        for (var path : List.of(
                "/v1/users/ann/recommendations",
                "/v1/users/nobody/recommendations?limit=50",
                "/v1/products/p001/similar",
                "/v1/products/unheard-of/similar?limit=1",
                "/v1/trending",
                "/v1/trending?category=garden&limit=5")) {
            var response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type")).contains("application/json");
            api.assertConforms(response.body(), "Recommendations");
        }
    }

    @Test
    void everyOperationOfTheDocumentIsServedAndNoOther() throws Exception {
        assertThat(api.operations())
                .containsExactlyInAnyOrder(
                        "GET " + RecommendationsEndpoint.USER_ROUTE.replace("+", ""),
                        "GET " + RecommendationsEndpoint.SIMILAR_ROUTE.replace("+", ""),
                        "GET " + RecommendationsEndpoint.TRENDING_ROUTE,
                        "GET /health",
                        "GET /ready",
                        "GET /metrics");
        for (var operation : api.operations()) {
            var path = operation.substring("GET ".length()).replace("{id}", "x");
            assertThat(get(path).statusCode()).as(operation).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "51", "-1", "ten", "1.5", "", "99999999999"})
    void aWrongLimitIsAnsweredWithWhatWasExpected(String limit) throws Exception {
        var response = get("/v1/users/ann/recommendations?limit=" + limit);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        api.assertConforms(response.body(), "WrongParameter");
        var problem = JsonMapper.builder().build().readTree(response.body());
        assertThat(problem.path("parameter").asText()).isEqualTo("limit");
        assertThat(problem.path("value").asText()).isEqualTo(limit);
        assertThat(problem.path("detail").asText())
                .isEqualTo("limit is '" + limit + "': expected a whole number from 1 to 50");
    }

    @Test
    void limitIsTenUnlessGiven() throws Exception {
        assertThat(items("/v1/trending")).isEqualTo(10);
        assertThat(items("/v1/trending?limit=50")).isEqualTo(50);
        assertThat(items("/v1/trending?limit=1")).isEqualTo(1);
    }

    @Test
    void idsMayHoldAnyCharacter() throws Exception {
        var response = get("/v1/users/a%2Fb%20c%3F%C3%A4/recommendations");

        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(response.body())
                        .path("user_id")
                        .asText())
                .isEqualTo("a/b c?ä");
    }

    @Test
    void withoutACatalogueTheClientIsToldToComeBack() throws Exception {
        catalogueLoaded = false;

        var response = get("/v1/trending");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).contains("1");
        api.assertConforms(response.body(), "Problem");
    }

    @Test
    void whatWasShownIsPublishedUnderTheUsersKey() throws Exception {
        var response = get("/v1/users/ann/recommendations?limit=3");
        impressions.close();

        assertThat(producer.history()).hasSize(1);
        var impression = producer.history().getFirst();
        assertThat(impression.topic()).isEqualTo("recommendation_served");
        assertThat(impression.key()).isEqualTo("ann");
        var text = new String(impression.value(), StandardCharsets.UTF_8);
        OpenApi.assertConforms(text, impressionSchema(), "recommendation_served.v1.json");
        var mapper = JsonMapper.builder().build();
        assertThat(mapper.readTree(text).path("recommendation_id"))
                .isEqualTo(mapper.readTree(response.body()).path("recommendation_id"));
        assertThat(mapper.readTree(text).path("items").path(2).path("position").asInt())
                .isEqualTo(3);
        assertThat(get("/metrics").body()).contains("shoplake_impressions_published_total 1.0");
    }

    @Test
    void anImpressionThatCannotBePublishedIsCountedAndCostsNothing() throws Exception {
        producer.sendException = new IllegalStateException("no broker");

        assertThat(get("/v1/trending").statusCode()).isEqualTo(200);
        impressions.close();

        assertThat(get("/metrics").body()).contains("shoplake_impressions_lost_total 1.0");
    }

    @Test
    void requestsAreTimedByQuestionAndSource() throws Exception {
        get("/v1/trending");

        assertThat(get("/metrics").body())
                .contains(
                        "shoplake_recommendations_request_seconds_count{endpoint=\"trending\",source=\"catalogue\"} 1");
    }

    private int items(String path) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(get(path).body())
                .path("items")
                .size();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String impressionSchema() throws IOException {
        try (var stream =
                RecommendationsEndpointTest.class.getResourceAsStream("/schemas/recommendation_served.v1.json")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static OpenApi readApi() {
        try {
            return OpenApi.read();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
