package dev.shoplake.producers.topics;

import dev.shoplake.contracts.topic.Topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics that are missing, with the broker's default replication. Those that exist stay as they are. */
final class TopicCreation {
    private static final Duration VISIBILITY = Duration.ofSeconds(30);

    private final Admin admin;

    TopicCreation(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates what is missing. Waits for brokers as long as the client's {@code default.api.timeout.ms}.
     *
     * @return one line a topic: what it has and whether it is new
     * @throws ExecutionException if no broker answers in time or one refuses
     * @throws IllegalStateException if a topic exists with another number of partitions: its keys lie elsewhere
     */
    List<String> create(Collection<Topic> topics) throws ExecutionException, InterruptedException {
        var existing = admin.listTopics().names().get();
        var lines = new ArrayList<String>();
        for (var topic : topics) {
            boolean isNew = !existing.contains(topic.name()) && create(topic);
            checkPartitions(topic);
            lines.add("%-22s %d partitions, %d days, %s"
                    .formatted(
                            topic.name(),
                            topic.partitions(),
                            topic.retention().toDays(),
                            isNew ? "created" : "exists"));
        }
        return lines;
    }

    /** False if another process was faster. */
    private boolean create(Topic topic) throws ExecutionException, InterruptedException {
        var created = new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(topic.retention().toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        Integer.toString(topic.maxMessageBytes())));
        try {
            admin.createTopics(List.of(created)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void checkPartitions(Topic topic) throws ExecutionException, InterruptedException {
        var description = describe(topic.name());
        awaitLeaders(description);
        int partitions = description.partitions().size();
        if (partitions != topic.partitions()) {
            throw new IllegalStateException(
                    "topic %s has %d partitions: expected %d; keys must stay in their partition, so move its messages to a new topic"
                            .formatted(topic.name(), partitions, topic.partitions()));
        }
    }

    /** Asks each partition's leader, which the client repeats until there is one: who comes next can write at once. */
    private void awaitLeaders(TopicDescription topic) throws ExecutionException, InterruptedException {
        var partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        admin.listOffsets(partitions).all().get();
    }

    /** Waits until brokers know the topic: the controller answers before they do, and who comes next would not find it. */
    private TopicDescription describe(String name) throws ExecutionException, InterruptedException {
        long giveUp = System.nanoTime() + VISIBILITY.toNanos();
        while (true) {
            try {
                return admin.describeTopics(List.of(name))
                        .allTopicNames()
                        .get()
                        .values()
                        .iterator()
                        .next();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }
}
