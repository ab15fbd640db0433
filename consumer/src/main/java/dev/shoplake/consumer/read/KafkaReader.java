package dev.shoplake.consumer.read;

import dev.shoplake.contracts.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the event topics as a member of a group. Newly assigned partitions stand still until {@link #startFrom} says where
 * they go on; offsets that Kafka knows play no part. Of one thread, but for {@link #stop}.
 */
public final class KafkaReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

    private final Consumer<String, byte[]> consumer;
    private final Admin admin;
    private final Clock clock;
    private final Map<TopicPartition, SourcePartition> sources = new HashMap<>();
    private boolean assignmentChanged;
    private boolean idling;
    private boolean closing;
    private volatile boolean stopping;

    private KafkaReader(Consumer<String, byte[]> consumer, Admin admin, Clock clock) {
        this.consumer = consumer;
        this.admin = admin;
        this.clock = clock;
    }

    /** Opens the clients; nothing is read before {@link #subscribe}. */
    public static KafkaReader open(String bootstrapServers, String group, int maxPollRecords, Clock clock) {
        var consumer = new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ConsumerConfig.GROUP_ID_CONFIG, group),
                        Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "shoplake-consumer"),
                        // The session timeout of the newer protocol is the broker's, 45 s: too long after a crash
                        Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic"),
                        Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000),
                        Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000),
                        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                        Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "shoplake-consumer-topics",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000));
        return new KafkaReader(consumer, admin, clock);
    }

    /** The client, for its metrics. */
    public Consumer<?, ?> client() {
        return consumer;
    }

    /**
     * Joins the group.
     *
     * @param beforeRevoke the last chance to store what was read; not called while {@link #idle} waits
     */
    public void subscribe(Runnable beforeRevoke) {
        var topics = Topics.events().stream().map(Topics.Topic::name).toList();
        consumer.subscribe(topics, new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                if (!partitions.isEmpty() && !idling && !assignmentChanged && !closing) {
                    beforeRevoke.run();
                }
                assignmentChanged = true;
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                LOG.warn(
                        "lost {}: what was read from them and not stored is read again by their new owner", partitions);
                assignmentChanged = true;
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.pause(consumer.assignment());
                assignmentChanged = true;
            }
        });
    }

    /** Whether {@link #startFrom} must be called before the next message can be read. */
    public boolean assignmentChanged() {
        return assignmentChanged;
    }

    /** Stands still and asks for {@link #startFrom}, as if the partitions had been assigned anew. */
    public void startOver() {
        pause();
        assignmentChanged = true;
    }

    /**
     * The partitions that are this reader's now. A change after this call shows in {@link #assignmentChanged} again.
     *
     * @throws ServerAwayException if Kafka did not tell the topics' ids
     */
    public Set<SourcePartition> takeAssignment() {
        assignmentChanged = false;
        var assignment = consumer.assignment();
        var names = assignment.stream().map(TopicPartition::topic).distinct().toList();
        try {
            var topics = admin.describeTopics(names).allTopicNames().get(15, TimeUnit.SECONDS);
            sources.clear();
            for (var partition : assignment) {
                var topic = topics.get(partition.topic());
                if (topic == null) {
                    throw new IllegalStateException("Kafka did not describe topic " + partition.topic());
                }
                var id = topic.topicId().toString();
                sources.put(partition, new SourcePartition(partition.topic(), id, partition.partition()));
            }
            return Set.copyOf(sources.values());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerAwayException("interrupted while topics were described", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServerAwayException("Kafka did not describe topics", e);
        }
    }

    /** Sets each partition of the assignment to an offset and lets it go. */
    public void startFrom(Map<SourcePartition, Long> offsets) {
        offsets.forEach(
                (source, offset) -> consumer.seek(new TopicPartition(source.topic(), source.partition()), offset));
        consumer.resume(consumer.assignment());
        LOG.info("reading from {}", offsets);
    }

    /** The next messages, none if there are none within a moment. */
    public List<Message> poll() {
        try {
            var records = consumer.poll(STEP);
            var readAt = clock.instant();
            var messages = new ArrayList<Message>(records.count());
            for (var record : records) {
                var source = sources.get(new TopicPartition(record.topic(), record.partition()));
                if (source != null && !assignmentChanged) {
                    messages.add(new Message(source, record.offset(), record.key(), record.value(), readAt));
                }
            }
            return messages;
        } catch (WakeupException e) {
            return List.of(); // stop() was called
        }
    }

    /** Reads no more until {@link #resume}; membership of the group goes on in {@link #idle}. */
    public void pause() {
        consumer.pause(consumer.assignment());
    }

    public void resume() {
        consumer.resume(consumer.assignment());
    }

    /**
     * Waits, paused, as a member of the group.
     *
     * @return false if waiting has become pointless: the partitions have changed hands or the reader is to stop
     */
    public boolean idle(Duration duration) {
        var end = clock.instant().plus(duration);
        idling = true;
        try {
            while (!stopping && !assignmentChanged && clock.instant().isBefore(end)) {
                consumer.poll(STEP);
            }
        } catch (WakeupException e) {
            return false; // stop() was called
        } finally {
            idling = false;
        }
        return !stopping && !assignmentChanged;
    }

    /** Tells Kafka how far the lake is, for the tools that watch lag there. */
    public void noteCommitted(Map<SourcePartition, Long> offsets) {
        var noted = new HashMap<TopicPartition, OffsetAndMetadata>();
        offsets.forEach((source, offset) ->
                noted.put(new TopicPartition(source.topic(), source.partition()), new OffsetAndMetadata(offset)));
        consumer.commitAsync(noted, (ignored, fault) -> {
            if (fault != null) {
                LOG.debug("offsets were not noted in Kafka", fault);
            }
        });
    }

    /** Messages that wait behind the reading position, by partition, where known. */
    public Map<SourcePartition, Long> lag() {
        var lag = new HashMap<SourcePartition, Long>();
        for (var partition : consumer.assignment()) {
            var source = sources.get(partition);
            OptionalLong behind = consumer.currentLag(partition);
            if (source != null && behind.isPresent()) {
                lag.put(source, behind.getAsLong());
            }
        }
        return lag;
    }

    /** Seconds since the group's coordinator was last reached; negative before the first time. */
    public double secondsSinceHeartbeat() {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .findFirst()
                .orElse(-1);
    }

    /** Makes {@link #poll} and {@link #idle} return; from any thread. */
    public void stop() {
        stopping = true;
        consumer.wakeup();
    }

    public boolean isStopping() {
        return stopping;
    }

    /** Leaves the group. */
    @Override
    public void close() {
        closing = true;
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(LEAVE_LIMIT));
        admin.close(LEAVE_LIMIT);
    }
}
