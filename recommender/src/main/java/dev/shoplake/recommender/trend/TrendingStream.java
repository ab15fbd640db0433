package dev.shoplake.recommender.trend;

import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.recommender.catalogue.Catalogue;
import dev.shoplake.recommender.repeat.RepeatedTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running trending topology, exactly once between Kafka and its store. A thread that fails is replaced, after a pause. */
public final class TrendingStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrendingStream.class);
    private static final String APPLICATION_ID = "shoplake-trending";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * @param stateDirectory where the application keeps its lock and checkpoints; one a process
     * @param registry gets the metrics of Kafka Streams
     */
    public TrendingStream(
            String bootstrapServers,
            Path stateDirectory,
            EventValidator validator,
            ForwardDecay decay,
            TrendingSink sink,
            Supplier<Catalogue> catalogue,
            MeterRegistry registry) {
        streams = new KafkaStreams(
                TrendingTopology.of(validator, decay, sink, catalogue), properties(bootstrapServers, stateDirectory));
        streams.setUncaughtExceptionHandler(this::replaceThread);
        streams.setStateListener((now, before) -> {
            LOG.debug("trending: {} after {}", now, before);
            if (now == KafkaStreams.State.RUNNING) {
                failures.set(0);
            }
        });
        metrics = new KafkaStreamsMetrics(streams);
        metrics.bindTo(registry);
    }

    public void start() {
        streams.start();
    }

    /**
     * Returns while it counts, or will as soon as its partitions are assigned.
     *
     * @throws IllegalStateException naming the state it is in instead
     */
    public void requireAlive() {
        var state = streams.state();
        if (!state.isRunningOrRebalancing()) {
            throw new IllegalStateException("Kafka Streams is " + state);
        }
    }

    @Override
    public void close() {
        if (!streams.close(STOP_LIMIT)) {
            LOG.warn("trending: still stopping after {}: left behind", STOP_LIMIT);
        }
        metrics.close();
    }

    /** Called on the thread that failed: the pause keeps a lasting fault from becoming a storm of new threads. */
    private StreamThreadExceptionResponse replaceThread(Throwable failure) {
        int failed = failures.incrementAndGet();
        long pause = RepeatedTask.PAUSES.apply(failed);
        if (failed == 1) {
            LOG.warn("trending: thread failed, a new one starts", failure);
        } else {
            LOG.debug("trending: thread failed {} times", failed, failure);
        }
        LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    static Properties properties(String bootstrapServers, Path stateDirectory) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 500);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
        return properties;
    }
}
