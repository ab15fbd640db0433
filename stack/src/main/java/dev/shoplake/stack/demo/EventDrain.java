package dev.shoplake.stack.demo;

import dev.shoplake.stack.home.StackException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Waits until the consumer has committed all that the event topics hold: its lag is then zero. */
final class EventDrain {
    private static final String GROUP = "shoplake-consumer";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String bootstrapServers;
    private final PrintStream output;

    EventDrain(Map<String, String> environment, PrintStream output) {
        this.bootstrapServers = Addresses.required(environment, "SHOPLAKE_KAFKA_BOOTSTRAP_SERVERS");
        this.output = output;
    }

    void await() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            long before = Long.MAX_VALUE;
            long moved = System.nanoTime();
            for (long lag = lag(admin); lag > 0; lag = lag(admin)) {
                if (lag < before) {
                    output.printf("  %,d events to go%n", lag);
                    before = lag;
                    moved = System.nanoTime();
                }
                if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                    throw new StackException(
                            "The consumer is %,d events behind and has not moved for %s: see ./shoplake logs consumer."
                                    .formatted(lag, PATIENCE));
                }
                LockSupport.parkNanos(1_000_000_000L);
            }
        }
        output.println("  Every event is in Redis and in raw.events or raw.dead_letters.");
    }

    private static long lag(Admin admin) throws ExecutionException, InterruptedException {
        var partitions = admin
                .describeTopics(Stream.of("page_view", "add_to_cart", "comment", "purchase")
                        .toList())
                .allTopicNames()
                .get()
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        var ends = admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get();
        var committed = admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : ends.entrySet()) {
            var offset = committed.get(end.getKey());
            lag += end.getValue().offset() - (offset == null ? 0 : offset.offset());
        }
        return lag;
    }
}
