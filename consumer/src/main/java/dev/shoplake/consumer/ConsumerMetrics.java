package dev.shoplake.consumer;

import dev.shoplake.consumer.read.SourcePartition;
import dev.shoplake.consumer.store.lake.Counts;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;

/** The numbers of the loop; those of the Kafka client come from Micrometer itself. */
final class ConsumerMetrics {
    private final MeterRegistry registry;
    private final DistributionSummary batchSize;
    private final Timer lakeCommit;
    private final MultiGauge lag;

    ConsumerMetrics(MeterRegistry registry) {
        this.registry = registry;
        batchSize = DistributionSummary.builder("shoplake.consumer.batch.messages")
                .description("Messages of one poll")
                .publishPercentileHistogram()
                .register(registry);
        lakeCommit = Timer.builder("shoplake.consumer.lake.commit")
                .description("Writing and committing one batch to the lake")
                .publishPercentileHistogram()
                .register(registry);
        lag = MultiGauge.builder("shoplake.consumer.lag")
                .description("Messages behind the reading position")
                .register(registry);
    }

    void polled(int messages) {
        batchSize.record(messages);
    }

    /** Counted when they are in the lake, so that the numbers are those of its summary. */
    void committed(Map<String, Counts> counts, java.time.Duration duration) {
        lakeCommit.record(duration);
        counts.forEach((topic, count) -> {
            count(topic, "accepted", count.accepted());
            count(topic, "duplicate", count.duplicates());
            count(topic, "rejected", count.rejected());
        });
    }

    private void count(String topic, String verdict, long messages) {
        registry.counter("shoplake.consumer.messages", "topic", topic, "verdict", verdict)
                .increment((double) messages);
    }

    void lag(Map<SourcePartition, Long> messages) {
        lag.register(
                messages.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of(
                                        "topic",
                                        entry.getKey().topic(),
                                        "partition",
                                        Integer.toString(entry.getKey().partition())),
                                (double) entry.getValue()))
                        .toList(),
                true);
    }
}
