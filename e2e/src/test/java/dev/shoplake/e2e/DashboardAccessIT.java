package dev.shoplake.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may do what with the dashboard, asked over its REST interface. */
class DashboardAccessIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final Map<String, String> settings = DemoYear.stack().environment();

    @Test
    void readerReadsTheDashboardAndItsDataAlone() throws Exception {
        var token = token("READER");

        assertThat(send(request("/api/v1/dashboard/monthly", token).GET()).statusCode())
                .isEqualTo(200);
        var charts = send(request("/api/v1/dashboard/monthly/charts", token).GET());
        assertThat(JSON.readTree(charts.body()).path("result").findValuesAsText("slice_name"))
                .contains("Net revenue", "Orders", "Average order value", "Conversion", "Returning buyers");
        assertThat(count("/api/v1/chart/", token)).isEqualTo(count("/api/v1/chart/", token("ADMIN")));
    }

    @Test
    void readerChangesNothingAndAsksNoQueriesOfTheirOwn() throws Exception {
        var token = token("READER");

        var title = BodyPublishers.ofString("{\"dashboard_title\": \"Mine\"}");
        assertThat(send(change("/api/v1/dashboard/1", token).PUT(title)).statusCode())
                .isEqualTo(403);
        assertThat(send(change("/api/v1/chart/1", token).DELETE()).statusCode()).isEqualTo(403);
        var query = BodyPublishers.ofString("{\"database_id\": 1, \"sql\": \"SELECT 1\"}");
        assertThat(send(change("/api/v1/sqllab/execute/", token).POST(query)).statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/v1/database/", token).GET()).statusCode()).isEqualTo(403);
    }

    @Test
    void strangersSeeNothing() throws Exception {
        assertThat(send(request("/api/v1/dashboard/monthly", "none").GET()).statusCode())
                .isIn(401, 422);
        assertThat(count("/api/v1/dashboard/", "")).isZero();
    }

    @Test
    void pagesLetABrowserAskThisServerAlone() throws Exception {
        var policy = send(request("/login/", "").GET()).headers().firstValue("Content-Security-Policy");

        assertThat(policy)
                .hasValueSatisfying(sources ->
                        assertThat(sources).contains("default-src 'self'").doesNotContain("http:", "https:", "*"));
    }

    private int count(String path, String token) throws IOException, InterruptedException {
        var answer = send(request(path, token).GET());
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).path("count").asInt()
                : 0;
    }

    private String token(String account) throws IOException, InterruptedException {
        var login = Map.of(
                "username", settings.get("SHOPLAKE_SUPERSET_" + account + "_USER"),
                "password", settings.get("SHOPLAKE_SUPERSET_" + account + "_PASSWORD"),
                "provider", "db");
        var answer = send(
                request("/api/v1/security/login", "").POST(BodyPublishers.ofString(JSON.writeValueAsString(login))));
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    /** What changes something needs a token against forgery too, which belongs to the session. */
    private HttpRequest.Builder change(String path, String token) throws IOException, InterruptedException {
        var answer = send(request("/api/v1/security/csrf_token/", token).GET());
        return request(path, token)
                .header(
                        "X-CSRFToken",
                        JSON.readTree(answer.body()).path("result").asText());
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(URI.create(settings.get("SHOPLAKE_SUPERSET_URL") + path))
                .header("Content-Type", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
