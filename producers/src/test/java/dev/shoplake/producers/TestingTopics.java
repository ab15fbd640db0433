package dev.shoplake.producers;

import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.producers.topics.TopicsCommand;
import dev.shoplake.runtime.settings.KafkaSettings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What arrives in the event topics of a real broker, from the moment this was opened. */
public final class TestingTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;

    private TestingTopics(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Creates the topics where they are missing and stands at their ends. */
    public static TestingTopics fromNow(KafkaSettings kafka) throws InterruptedException {
        TopicsCommand.run(kafka, Duration.ofMinutes(1), new PrintStream(OutputStream.nullOutputStream()));
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var partitions = Topics.events().stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new TestingTopics(consumer);
    }

    /** Messages as they arrive, partition by partition: at least so many, and what follows closely. */
    public List<ConsumerRecord<String, byte[]>> take(int atLeast) {
        var taken = new ArrayList<ConsumerRecord<String, byte[]>>();
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (taken.size() < atLeast && System.nanoTime() < giveUp) {
            consumer.poll(QUIET).forEach(taken::add);
        }
        consumer.poll(QUIET).forEach(taken::add);
        return taken;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
