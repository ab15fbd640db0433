package dev.shoplake.recommender.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The routes of {@code recommender.openapi.yaml}. */
final class RecommendationsEndpoint implements HttpService {
    /** The plus lets an id hold slashes: Helidon decodes a path before it matches. */
    static final String USER_ROUTE = "/v1/users/{+id}/recommendations";

    static final String SIMILAR_ROUTE = "/v1/products/{+id}/similar";
    static final String TRENDING_ROUTE = "/v1/trending";

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final String RETRY_SECONDS = "1";

    private final Recommendations recommendations;
    private final BooleanSupplier catalogueLoaded;
    private final Impressions impressions;
    private final MeterRegistry registry;
    private final Clock clock;

    /** @param catalogueLoaded whether there is anything to recommend from yet */
    RecommendationsEndpoint(
            Recommendations recommendations,
            BooleanSupplier catalogueLoaded,
            Impressions impressions,
            MeterRegistry registry,
            Clock clock) {
        this.recommendations = recommendations;
        this.catalogueLoaded = catalogueLoaded;
        this.impressions = impressions;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(
                        USER_ROUTE,
                        (request, response) ->
                                answer(request, response, limit -> recommendations.forUser(pathId(request), limit)))
                .get(
                        SIMILAR_ROUTE,
                        (request, response) ->
                                answer(request, response, limit -> recommendations.similarTo(pathId(request), limit)))
                .get(
                        TRENDING_ROUTE,
                        (request, response) -> answer(
                                request,
                                response,
                                limit -> recommendations.trending(query(request, "category"), limit)));
    }

    private void answer(ServerRequest request, ServerResponse response, Function<Integer, Answer> question) {
        var stopwatch = Timer.start(registry);
        int limit;
        try {
            limit = Limit.of(query(request, "limit"));
        } catch (WrongParameterException e) {
            send(response, Status.BAD_REQUEST_400, problem(e));
            return;
        }
        if (!catalogueLoaded.getAsBoolean()) {
            response.header(HeaderNames.RETRY_AFTER, RETRY_SECONDS);
            send(
                    response,
                    Status.SERVICE_UNAVAILABLE_503,
                    problem(Status.SERVICE_UNAVAILABLE_503, "the catalogue has not been read from Redis yet"));
            return;
        }
        var answer = question.apply(limit);
        var body = answer.toJson();
        impressions.publish(answer, clock.instant());
        stopwatch.stop(timer(answer));
        response.header(HeaderNames.CONTENT_TYPE, "application/json").send(body);
    }

    private Timer timer(Answer answer) {
        return Timer.builder("shoplake.recommendations.request")
                .description("time to answer, by question and by source of the first item")
                .tag("endpoint", answer.endpoint().wireName())
                .tag("source", answer.mainSource())
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(2),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(250))
                .register(registry);
    }

    private static String pathId(ServerRequest request) {
        return request.path().pathParameters().get("id");
    }

    private static @Nullable String query(ServerRequest request, String name) {
        return request.query().first(name).orElse(null);
    }

    private static ObjectNode problem(WrongParameterException wrong) {
        return problem(Status.BAD_REQUEST_400, String.valueOf(wrong.getMessage()))
                .put("parameter", wrong.parameter())
                .put("value", wrong.value())
                .put("expected", wrong.expected());
    }

    /** RFC 9457. */
    private static ObjectNode problem(Status status, String detail) {
        return MAPPER.createObjectNode()
                .put("type", "about:blank")
                .put("title", status.reasonPhrase())
                .put("status", status.code())
                .put("detail", detail);
    }

    private static void send(ServerResponse response, Status status, ObjectNode problem) {
        response.status(status)
                .header(HeaderNames.CONTENT_TYPE, "application/problem+json")
                .send(problem.toString().getBytes(StandardCharsets.UTF_8));
    }
}
