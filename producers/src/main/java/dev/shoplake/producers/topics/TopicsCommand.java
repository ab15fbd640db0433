package dev.shoplake.producers.topics;

import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.runtime.settings.KafkaSettings;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** {@code events topics}. */
public final class TopicsCommand {
    private TopicsCommand() {}

    /**
     * Creates every topic of {@link Topics} that is missing.
     *
     * @param wait how long to wait for a broker
     */
    public static void run(KafkaSettings kafka, Duration wait, PrintStream out) throws InterruptedException {
        int millis = Math.toIntExact(wait.toMillis());
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 10_000));
        try (var admin = Admin.create(properties)) {
            new TopicCreation(admin).create(Topics.all()).forEach(out::println);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "topics cannot be created at %s: %s".formatted(kafka.bootstrapServers(), e.getMessage()), e);
        }
    }
}
