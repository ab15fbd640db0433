package dev.shoplake.producers.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.contracts.topic.Topics.Topic;
import dev.shoplake.runtime.settings.KafkaSettings;
import dev.shoplake.runtime.settings.SettingsReader;
import dev.shoplake.stack.LocalStack;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TopicCreationIT {
    private static KafkaSettings kafka;
    private static Admin admin;

    private final String name = "topic-" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        kafka = KafkaSettings.read(SettingsReader.of(LocalStack.shared("kafka").environment()));
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @Test
    void createsWhatIsMissingOnce() throws ExecutionException, InterruptedException {
        var topic = new Topic(name, 2, Duration.ofDays(3), 4_096);
        var creation = new TopicCreation(admin);

        assertThat(creation.create(List.of(topic))).singleElement().asString().endsWith("created");
        assertThat(creation.create(List.of(topic))).singleElement().asString().endsWith("exists");

        var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        var settings = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        assertThat(settings.get("retention.ms").value()).isEqualTo("259200000");
        assertThat(settings.get("max.message.bytes").value()).isEqualTo("4096");
        var description = admin.describeTopics(List.of(name))
                .allTopicNames()
                .get()
                .values()
                .iterator()
                .next();
        assertThat(description.partitions()).hasSize(2);
    }

    @Test
    void refusesATopicWhoseKeysLieElsewhere() throws ExecutionException, InterruptedException {
        var creation = new TopicCreation(admin);
        creation.create(List.of(new Topic(name, 2, Duration.ofDays(3), 4_096)));

        assertThatThrownBy(() -> creation.create(List.of(new Topic(name, 3, Duration.ofDays(3), 4_096))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("topic " + name + " has 2 partitions: expected 3");
    }

    @Test
    void makesEveryTopicOfTheContract() throws ExecutionException, InterruptedException {
        TopicsCommand.run(kafka, Duration.ofSeconds(30), new PrintStream(OutputStream.nullOutputStream()));

        var names = Topics.all().stream().map(Topic::name).toList();
        assertThat(admin.describeTopics(names).allTopicNames().get()).containsOnlyKeys(names);
    }

    @Test
    void givesUpOnABrokerThatDoesNotCome() {
        var nowhere = new KafkaSettings("127.0.0.1:1");

        assertThatThrownBy(() -> TopicsCommand.run(nowhere, Duration.ofSeconds(1), System.out))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("topics cannot be created at 127.0.0.1:1: ");
    }
}
