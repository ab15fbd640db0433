package dev.shoplake.consumer.deadletter;

import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.contracts.topic.DeadLetterHeaders;
import dev.shoplake.contracts.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends dead letters to their topic, at least once; the key tells a letter that was sent twice. */
public final class DeadLetterTopic implements AutoCloseable {
    private final Producer<String, byte @Nullable []> producer;

    DeadLetterTopic(Producer<String, byte @Nullable []> producer) {
        this.producer = producer;
    }

    /** Opens the producer; it connects when the first letter is sent. */
    public static DeadLetterTopic open(String bootstrapServers) {
        return new DeadLetterTopic(new KafkaProducer<String, byte @Nullable []>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "shoplake-consumer-dead-letters",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "zstd",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.DEAD_LETTER.maxMessageBytes(),
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    /**
     * Sends letters and waits until all brokers that must have them do.
     *
     * @throws ServerAwayException if one was not acknowledged; others may have been
     */
    public void send(List<DeadLetter> letters) {
        try {
            var sent = new ArrayList<Future<?>>(letters.size());
            for (var letter : letters) {
                sent.add(producer.send(record(letter)));
            }
            producer.flush();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerAwayException("interrupted while dead letters were sent", e);
        } catch (ExecutionException e) {
            throw new ServerAwayException("Kafka did not take a dead letter", e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw new ServerAwayException("Kafka did not take a dead letter", e);
        }
    }

    private static ProducerRecord<String, byte @Nullable []> record(DeadLetter letter) {
        var message = letter.message();
        var record =
                new ProducerRecord<String, byte @Nullable []>(Topics.DEAD_LETTER.name(), letter.key(), message.value());
        record.headers()
                .add(DeadLetterHeaders.REASONS, utf8(letter.reasonsJson()))
                .add(DeadLetterHeaders.SOURCE_TOPIC, utf8(message.source().topic()))
                .add(
                        DeadLetterHeaders.SOURCE_PARTITION,
                        utf8(Integer.toString(message.source().partition())))
                .add(DeadLetterHeaders.SOURCE_OFFSET, utf8(Long.toString(message.offset())));
        return record;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
