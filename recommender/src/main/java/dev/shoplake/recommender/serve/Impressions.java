package dev.shoplake.recommender.serve;

import dev.shoplake.contracts.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what was shown, behind the answer's back: a sender of its own takes impressions from a bounded queue, because a
 * Kafka producer blocks while no broker answers. What cannot be published is counted and dropped.
 */
public final class Impressions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Impressions.class);
    private static final int QUEUE_LIMIT = 10_000;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final Producer<String, byte[]> producer;
    private final KafkaClientMetrics metrics;
    private final Counter published;
    private final Counter lost;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_LIMIT),
            Thread.ofPlatform().name("impressions").factory());

    public Impressions(String bootstrapServers, MeterRegistry registry) {
        this(
                new KafkaProducer<>(properties(bootstrapServers), new StringSerializer(), new ByteArraySerializer()),
                registry);
    }

    Impressions(Producer<String, byte[]> producer, MeterRegistry registry) {
        this.producer = producer;
        this.metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
        this.published = Counter.builder("shoplake.impressions.published")
                .description("answers whose impression Kafka has")
                .register(registry);
        this.lost = Counter.builder("shoplake.impressions.lost")
                .description("answers whose impression could not be published")
                .register(registry);
    }

    /** Returns at once and never fails. */
    void publish(Answer answer, Instant servedAt) {
        try {
            sender.execute(() -> send(answer, servedAt));
        } catch (RejectedExecutionException e) {
            lost.increment();
        }
    }

    /** Sends what is queued, for at most 5 seconds. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        metrics.close();
        producer.close(STOP_LIMIT);
    }

    private void send(Answer answer, Instant servedAt) {
        try {
            var _ = producer.send(
                    new ProducerRecord<>(
                            Topics.RECOMMENDATION_SERVED.name(), answer.userId(), answer.toImpression(servedAt)),
                    (metadata, failure) -> count(failure));
        } catch (RuntimeException e) {
            count(e);
        }
    }

    private void count(@Nullable Exception failure) {
        if (failure == null) {
            published.increment();
            return;
        }
        lost.increment();
        LOG.debug("impression lost", failure);
    }

    private static Properties properties(String bootstrapServers) {
        var properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "shoplake-impressions");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        return properties;
    }
}
