package dev.shoplake.recommender;

import dev.shoplake.contracts.topic.Topics;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The topics of the contract. */
final class TestingTopics {
    private TestingTopics() {}

    static void create(Map<String, String> environment) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.getOrDefault("SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS", "")))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get();
            awaitLeaders(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics cannot be created", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Asks every partition's leader: a producer that comes before the leader is ready loses the order of its batches. */
    private static void awaitLeaders(Admin admin) throws ExecutionException, InterruptedException {
        var partitions = Topics.all().stream()
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        admin.listOffsets(partitions).all().get();
    }
}
