package dev.shoplake.recommender.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.settings.SettingsReader;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LandingEndpointTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Readiness readiness = new Readiness();
    private WebServer server = WebServer.builder().shutdownHook(false).build();

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    @Test
    void thePageLeadsToTheRoomsThatAreThere() throws Exception {
        start(Map.of(
                "SHOPLAKE_SUPERSET_URL", "http://127.0.0.1:1001",
                "SHOPLAKE_AIRFLOW_URL", "http://127.0.0.1:1002"));

        assertThat(get("/").body())
                .contains(
                        "href=\"http://127.0.0.1:1001/superset/dashboard/monthly/\"",
                        "href=\"http://127.0.0.1:1002\"",
                        "data-ask=\"http://127.0.0.1:1001\"")
                .doesNotContain("MLflow", "Dremio", "{");
    }

    @Test
    void thePageSaysHowThePartsOfTheRecommenderAre() throws Exception {
        readiness.ready("model", "version 3, 3,600 products");
        readiness.notReady("redis", "refused <by> \"it\"");
        start(Map.of());

        assertThat(get("/").body())
                .contains("<td>model</td><td class=\"good\">ready</td><td>version 3, 3,600 products</td>")
                .contains("<td class=\"bad\">not ready</td><td>refused &lt;by&gt; &quot;it&quot;</td>");
    }

    @Test
    void theBrowserMayAskTheRoomsAndNobodyElse() throws Exception {
        start(Map.of("SHOPLAKE_MLFLOW_URI", "http://127.0.0.1:1003/path"));

        var policy = get("/").headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none'").endsWith("connect-src http://127.0.0.1:1003");
        assertThat(get("/landing.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(get("/landing.css").statusCode()).isEqualTo(200);
    }

    private void start(Map<String, String> environment) {
        var reader = SettingsReader.of(environment);
        var settings = LandingSettings.read(reader);
        reader.finish();
        server = WebServer.builder()
                .host("127.0.0.1")
                .shutdownHook(false)
                .routing(routing -> routing.register(new LandingEndpoint(settings, readiness)))
                .build()
                .start();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
