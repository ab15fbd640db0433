package dev.shoplake.producers.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.event.Event.Common;
import dev.shoplake.contracts.event.Event.PageView;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class EventPublisherTest {
    private static final PageView VIEW = new PageView(
            new Common(
                    "0d9f5c0e-5d6b-4c7e-9b83-0f6f5d1f7a01", Instant.parse("2011-11-11T11:11:11Z"), "17850", "session"),
            "85123A",
            null,
            null);

    private final MockProducer<String, byte[]> kafka =
            new MockProducer<>(false, new RoundRobinPartitioner(), new StringSerializer(), new ByteArraySerializer());
    private final EventPublisher publisher = new EventPublisher(kafka, Duration.ofSeconds(1));

    @Test
    void sendsAnEventToTheTopicOfItsTypeUnderItsUser() {
        var delivery = publisher.publish(VIEW);

        assertThat(delivery).isNotDone();
        assertThat(kafka.history()).singleElement().satisfies(message -> {
            assertThat(message.topic()).isEqualTo("page_view");
            assertThat(message.key()).isEqualTo("17850");
            assertThat(message.value()).isEqualTo(EventJson.write(VIEW));
        });
        kafka.completeNext();
        assertThat(delivery).isCompletedWithValue(new Delivery("page_view", 0, 0));
    }

    @Test
    void surfacesWhatKafkaGaveUpOn() {
        var delivery = publisher.publish(VIEW);

        kafka.errorNext(new TimeoutException("no broker for 1000 ms"));

        assertThatThrownBy(delivery::join)
                .hasRootCauseInstanceOf(TimeoutException.class)
                .cause()
                .isInstanceOf(DeliveryException.class)
                .hasMessage("a message for topic page_view was not delivered: no broker for 1000 ms");
    }

    @Test
    void tellsAMessageThatIsTooLargeFromABrokerThatIsAway() {
        var large = publisher.publish(Topics.of(EventType.COMMENT), "17850", new byte[0]);
        kafka.errorNext(new RecordTooLargeException("too large"));
        var late = publisher.publish(VIEW);
        kafka.errorNext(new TimeoutException("late"));

        assertThat(((DeliveryException) large.exceptionNow()).isMessageTooLarge())
                .isTrue();
        assertThat(((DeliveryException) late.exceptionNow()).isMessageTooLarge())
                .isFalse();
    }

    @Test
    void failsWhatIsSentAfterTheEnd() {
        publisher.close();

        assertThat(publisher.publish(VIEW)).isCompletedExceptionally();
        assertThat(kafka.closed()).isTrue();
    }

    @Test
    void talliesWhatArrivedAndWhatDidNot() {
        var tally = new DeliveryTally();
        tally.count("page_view", publisher.publish(VIEW));
        tally.count("page_view", publisher.publish(VIEW));
        tally.count("page_view", publisher.publish(VIEW));
        kafka.completeNext();
        kafka.errorNext(new TimeoutException("late"));
        kafka.completeNext();

        assertThat(tally.sent()).isEqualTo(3);
        assertThat(tally.failed()).isEqualTo(1);
        assertThat(tally.delivered()).isEqualTo(Map.of("page_view", 2L));
        assertThat(tally.firstFailure()).hasMessageEndingWith("late");
    }
}
