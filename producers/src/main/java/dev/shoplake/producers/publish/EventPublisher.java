package dev.shoplake.producers.publish;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventJson;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.contracts.topic.Topics.Topic;
import dev.shoplake.runtime.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends events to the topic of their type, keyed by user id. Idempotent and acknowledged by all replicas in sync: a message
 * whose {@link Delivery} arrived is stored once, and messages of one user keep their order. While the broker is away the
 * client tries again by itself, until the delivery timeout; what it gives up on fails with {@link DeliveryException}.
 *
 * <p>Results complete on the client's own thread: do not block in what depends on them. Safe for use by several threads.
 */
public final class EventPublisher implements AutoCloseable {
    private static final Duration LINGER = Duration.ofMillis(20);
    private static final int BATCH_BYTES = 128 * 1024;

    private final Producer<String, byte[]> producer;
    private final Duration deliveryTimeout;

    EventPublisher(Producer<String, byte[]> producer, Duration deliveryTimeout) {
        this.producer = producer;
        this.deliveryTimeout = deliveryTimeout;
    }

    /**
     * Opens a publisher; it connects on first use.
     *
     * @param deliveryTimeout how long a message may stay unacknowledged, and how long {@link #publish} may block while the
     *     broker is away or the send buffer (32 MiB) is full; at least 1 s
     */
    public static EventPublisher connect(KafkaSettings kafka, Duration deliveryTimeout) {
        var request = deliveryTimeout.dividedBy(2);
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.LINGER_MS_CONFIG,
                LINGER.toMillis(),
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) request.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) deliveryTimeout.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                deliveryTimeout.toMillis());
        return new EventPublisher(
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()), deliveryTimeout);
    }

    /** Sends an event to the topic of its type. */
    public CompletableFuture<Delivery> publish(Event event) {
        return publish(Topics.of(event.type()), event.common().userId(), EventJson.write(event));
    }

    /**
     * Sends bytes as they are.
     *
     * @param key the user id
     */
    public CompletableFuture<Delivery> publish(Topic topic, String key, byte[] message) {
        var delivery = new CompletableFuture<Delivery>();
        try {
            var _ = producer.send(new ProducerRecord<>(topic.name(), key, message), (metadata, failure) -> {
                if (failure == null) {
                    delivery.complete(new Delivery(metadata.topic(), metadata.partition(), metadata.offset()));
                } else {
                    delivery.completeExceptionally(new DeliveryException(topic.name(), failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            delivery.completeExceptionally(new DeliveryException(topic.name(), e));
        }
        return delivery;
    }

    /** Waits until every message sent so far has its result. */
    public void flush() {
        producer.flush();
    }

    /** Waits for the results of what was sent, at most the delivery timeout; the rest fails. */
    @Override
    public void close() {
        producer.close(deliveryTimeout);
    }
}
