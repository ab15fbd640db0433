package dev.shoplake.recommender.landing;

import static java.util.stream.Collectors.joining;

import dev.shoplake.runtime.operations.Readiness;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /}: the rooms and the state of this service's own parts. Whether a room answers is asked by the browser that
 * shows the page, since that is where its address has to work.
 */
public final class LandingEndpoint implements HttpService {
    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private final String page = resource("landing.html");
    private final String style = resource("landing.css");
    private final String script = resource("landing.js");
    private final List<Room> rooms;
    private final Readiness readiness;

    public LandingEndpoint(LandingSettings settings, Readiness readiness) {
        this.rooms = settings.rooms();
        this.readiness = readiness;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/", this::page)
                .get("/landing.css", (request, response) -> send(response, "text/css", style))
                .get("/landing.js", (request, response) -> send(response, "text/javascript", script));
    }

    private void page(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.create("Content-Security-Policy"), contentSecurityPolicy());
        send(response, "text/html", page.replace("{rooms}", rooms()).replace("{parts}", parts()));
    }

    /** Nothing but the page's own files, and the question to each room whether it answers. */
    private String contentSecurityPolicy() {
        var origins =
                rooms.stream().map(room -> origin(room.address())).distinct().collect(joining(" "));
        return "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src "
                + (origins.isEmpty() ? "'none'" : origins);
    }

    private String rooms() {
        return rooms.stream()
                .map(room -> """
                        <a class="room" href="%s"><h2>%s</h2><p>%s</p><span class="state" data-ask="%s">asking …</span></a>
                        """.formatted(
                                escaped(room.address().toString()),
                                escaped(room.name()),
                                escaped(room.purpose()),
                                escaped(origin(room.address()))))
                .collect(joining());
    }

    private String parts() {
        return readiness.states().entrySet().stream()
                .map(part -> "<tr><td>%s</td><td class=\"%s\">%s</td><td>%s</td></tr>%n"
                        .formatted(
                                escaped(part.getKey()),
                                part.getValue().ready() ? "good" : "bad",
                                part.getValue().ready() ? "ready" : "not ready",
                                escaped(part.getValue().detail())))
                .collect(joining());
    }

    private static String origin(URI address) {
        return "%s://%s".formatted(address.getScheme(), address.getRawAuthority());
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(character -> ESCAPES.getOrDefault((char) character, String.valueOf((char) character)))
                .collect(joining());
    }

    private static void send(ServerResponse response, String type, String content) {
        response.header(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8")
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .send(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (var content = LandingEndpoint.class.getResourceAsStream("/landing/" + name)) {
            if (content == null) {
                throw new IllegalStateException("resource landing/" + name + " is missing");
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
