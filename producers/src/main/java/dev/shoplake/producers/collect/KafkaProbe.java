package dev.shoplake.producers.collect;

import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.contracts.topic.Topics.Topic;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.settings.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Asks Kafka for the event topics every other second and reports to {@link Readiness}. */
final class KafkaProbe implements AutoCloseable {
    static final String DEPENDENCY = "kafka";

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final long INTERVAL_SECONDS = 2;

    private final Admin admin;
    private final Readiness readiness;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("kafka-probe").factory());

    private KafkaProbe(Admin admin, Readiness readiness) {
        this.admin = admin;
        this.readiness = readiness;
    }

    static KafkaProbe start(KafkaSettings kafka, Readiness readiness) {
        readiness.notReady(DEPENDENCY, "not asked yet");
        var probe = new KafkaProbe(
                Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS)),
                readiness);
        var _ = probe.executor.scheduleWithFixedDelay(probe::ask, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
        return probe;
    }

    private void ask() {
        var names = Topics.events().stream().map(Topic::name).toList();
        try {
            admin.describeTopics(names).allTopicNames().get();
            readiness.ready(DEPENDENCY, names.size() + " topics");
        } catch (ExecutionException | RuntimeException e) {
            // an exception that left this method would end the probing
            readiness.notReady(DEPENDENCY, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        admin.close(Duration.ofMillis(TIMEOUT_MILLIS));
    }
}
