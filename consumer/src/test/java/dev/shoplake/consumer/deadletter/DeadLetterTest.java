package dev.shoplake.consumer.deadletter;

import static dev.shoplake.consumer.read.TestingMessages.CARTS;
import static dev.shoplake.consumer.read.TestingMessages.NOW;
import static dev.shoplake.consumer.read.TestingMessages.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoplake.consumer.read.Message;
import dev.shoplake.contracts.event.Reason;
import dev.shoplake.contracts.topic.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final List<Reason> REASONS =
            List.of(new Reason("/a", "required", "a is \"missing\""), new Reason("", "key", "wrong"));

    @Test
    void takesTheTypeThatTheEventNames() {
        var letter = DeadLetter.of(message(CARTS, 4, "anna", "{\"event_type\":\"comment\"}"), REASONS);

        assertThat(letter.eventType()).isEqualTo("comment");
    }

    @Test
    void takesTheTypeOfTheTopicWhereTheEventNamesNone() {
        assertThat(DeadLetter.of(message(CARTS, 4, "anna", "{\"event_type\":\"click\"}"), REASONS)
                        .eventType())
                .isEqualTo("add_to_cart");
        assertThat(DeadLetter.of(message(CARTS, 4, "anna", "{"), REASONS).eventType())
                .isEqualTo("add_to_cart");
        assertThat(DeadLetter.of(new Message(CARTS, 4, null, null, NOW), REASONS)
                        .eventType())
                .isEqualTo("add_to_cart");
    }

    @Test
    void goesToItsTopicWithTheOriginalBytesReasonsAndPosition() {
        try (var producer = new MockProducer<String, byte @Nullable []>(
                true, null, new StringSerializer(), new ByteArraySerializer())) {
            var message = message(CARTS, 4, "anna", "{ oops");
            new DeadLetterTopic(producer).send(List.of(DeadLetter.of(message, REASONS)));

            assertThat(producer.history()).singleElement().satisfies(record -> {
                assertThat(record.topic()).isEqualTo("dead_letter");
                assertThat(record.key()).isEqualTo("add_to_cart-0-4");
                assertThat(record.value()).isEqualTo(message.value());
                assertThat(header(record, DeadLetterHeaders.SOURCE_TOPIC)).isEqualTo("add_to_cart");
                assertThat(header(record, DeadLetterHeaders.SOURCE_PARTITION)).isEqualTo("0");
                assertThat(header(record, DeadLetterHeaders.SOURCE_OFFSET)).isEqualTo("4");
                assertThat(header(record, DeadLetterHeaders.REASONS)).isEqualTo("""
                                [{"pointer":"/a","keyword":"required","message":"a is \\"missing\\""},\
                                {"pointer":"","keyword":"key","message":"wrong"}]""");
            });
        }
    }

    private static String header(org.apache.kafka.clients.producer.ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
