package dev.shoplake.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.topic.Topics.Topic;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncApiTest {
    private static final JsonNode DOCUMENT = read("/api/asyncapi.yaml");

    @Test
    void namesTheTopicsOfTheCodeAndNoOthers() {
        assertThat(DOCUMENT.path("asyncapi").textValue()).isEqualTo("3.0.0");
        assertThat(DOCUMENT.path("channels").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
        assertThat(DOCUMENT.path("operations")).hasSameSizeAs(Topics.all());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void createsEachTopicAsTheCodeDoes(Topic topic) {
        var channel = DOCUMENT.path("channels").path(topic.name());
        var kafka = resolve(channel.path("bindings")).path("kafka");

        assertThat(channel.path("address").textValue()).isEqualTo(topic.name());
        assertThat(kafka.path("partitions").intValue()).isEqualTo(topic.partitions());
        assertThat(kafka.at("/topicConfiguration/retention.ms").longValue())
                .isEqualTo(topic.retention().toMillis());
        assertThat(kafka.at("/topicConfiguration/max.message.bytes").intValue()).isEqualTo(topic.maxMessageBytes());
    }

    @ParameterizedTest
    @EnumSource
    void refersToTheSchemaOfEachEventType(EventType type) {
        var message = resolve(DOCUMENT.path("channels")
                .path(type.wireName())
                .path("messages")
                .elements()
                .next());

        var schema = read(message.at("/payload/$ref").textValue().replace("..", ""));
        assertThat(schema.at("/properties/event_type/const").textValue()).isEqualTo(type.wireName());
        assertThat(resolve(message.path("bindings"))
                        .at("/kafka/key/description")
                        .textValue())
                .isEqualTo("user_id");
    }

    @Test
    void namesTheHeadersOfADeadLetter() {
        assertThat(DOCUMENT.at("/components/messages/DeadLetter/headers/properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        DeadLetterHeaders.REASONS,
                        DeadLetterHeaders.SOURCE_TOPIC,
                        DeadLetterHeaders.SOURCE_PARTITION,
                        DeadLetterHeaders.SOURCE_OFFSET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/asyncapi.yaml", "/api/collector.openapi.yaml"})
    void refersToNothingThatIsMissing(String name) {
        var document = read(name);
        var references = new TreeSet<>(document.findValuesAsText("$ref"));

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isMissingNode()).isFalse();
            } else {
                assertThat(read(reference.replace("..", "")).path("type").textValue())
                        .isEqualTo("object");
            }
        });
    }

    @Test
    void offersEveryEventTypeToSendersOverHttp() {
        var references = read("/api/collector.openapi.yaml")
                .at("/components/schemas/Event/oneOf")
                .findValuesAsText("$ref");

        assertThat(references)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                        .map(type -> "../schemas/" + type.wireName() + ".v1.json")
                        .toList());
    }

    private static Iterable<Topic> topics() {
        return Topics.all();
    }

    private static JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").textValue();
        return reference == null ? node : DOCUMENT.at(reference.substring(1));
    }

    private static JsonNode read(String name) {
        try (var stream = Objects.requireNonNull(AsyncApiTest.class.getResourceAsStream(name), name)) {
            return new YAMLMapper().readTree(stream);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }
}
