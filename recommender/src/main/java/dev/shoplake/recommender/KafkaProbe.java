package dev.shoplake.recommender;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Asks Kafka whether it is there: producers and streams wait in silence while it is not. */
final class KafkaProbe implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 3_000;

    private final Admin admin;

    KafkaProbe(String bootstrapServers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "shoplake-recommender-probe"));
    }

    /**
     * Number of brokers in the cluster.
     *
     * @throws IllegalStateException if none answers within 3 seconds
     */
    int brokers() {
        try {
            return admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MILLIS))
                    .nodes()
                    .get()
                    .size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("no broker answers: " + String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for the brokers", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
