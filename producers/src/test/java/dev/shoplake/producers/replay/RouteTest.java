package dev.shoplake.producers.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
    @Test
    void sendsALineToTheTopicOfItsTypeUnderItsUser() {
        assertThat(route("""
                {"items":[{"event_type":"comment","user_id":"inner"}],"event_type":"purchase","n":{"user_id":"inner"},\
                "user_id":"17850","occurred_at":"2011-11-11T11:11:11+01:00","event_id":7}"""))
                .isEqualTo(new Route(Topics.of(EventType.PURCHASE), "17850", Instant.parse("2011-11-11T10:11:11Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{", "[]", "7", "{\"event_type\":\"comment\",\"user_id\":\"u\"", "\u0000", " "})
    void sendsWhatIsNoJsonObjectWherePageViewsGo(String line) {
        assertThat(route(line)).isEqualTo(new Route(Topics.of(EventType.PAGE_VIEW), hash(line), null));
    }

    @Test
    void judgesNothing() {
        assertThat(route("{\"event_type\":\"refund\",\"user_id\":\"u\"}"))
                .isEqualTo(new Route(Topics.of(EventType.PAGE_VIEW), "u", null));
        assertThat(route("{\"event_type\":\"comment\",\"user_id\":\"u\",\"occurred_at\":\"yesterday\"}"))
                .isEqualTo(new Route(Topics.of(EventType.COMMENT), "u", null));
        assertThat(route("{\"event_type\":7,\"user_id\":\"u\"}").topic().name()).isEqualTo("page_view");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"event_type\":\"comment\"}", "{\"user_id\":7}", "{\"user_id\":null}", "{\"user_id\":\"\"}"})
    void takesAHashOfTheLineForTheKeyOfNobody(String line) {
        assertThat(route(line).key()).isEqualTo(hash(line));
    }

    @Test
    void takesNoUserIdForTheKeyThatNoSchemaAllows() {
        var line = "{\"user_id\":\"" + "u".repeat(129) + "\"}";

        assertThat(route(line).key()).isEqualTo(hash(line));
    }

    private static Route route(String line) {
        return Route.of(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(String line) {
        return UUID.nameUUIDFromBytes(line.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
