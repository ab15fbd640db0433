package dev.shoplake.consumer;

import dev.shoplake.consumer.deadletter.DeadLetterTopic;
import dev.shoplake.consumer.read.KafkaReader;
import dev.shoplake.consumer.store.lake.LakeSink;
import dev.shoplake.consumer.store.lake.TableUpkeep;
import dev.shoplake.consumer.store.redis.RedisCatalogue;
import dev.shoplake.consumer.store.redis.RedisSink;
import dev.shoplake.consumer.validate.MessageValidator;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.runtime.operations.Listener;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.process.Service;
import dev.shoplake.runtime.redis.RedisConnection;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/** The consumer as a whole: joins the stages, runs the loop on the thread that awaits it, stops in order. */
final class ConsumerService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerService.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int UPKEEP_COMMITS = 100;
    private static final int SNAPSHOTS_KEPT = 50;

    private final KafkaReader reader;
    private final RedisClient redis;
    private final LakeSink lake;
    private final DeadLetterTopic deadLetters;
    private final KafkaClientMetrics clientMetrics;
    private final WebServer server;
    private final EventLoop loop;
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean begun;
    private boolean closed;

    ConsumerService(ConsumerSettings settings, Clock clock) {
        LOG.info("settings: {}", settings);
        var kafka = settings.kafka().bootstrapServers();
        var readiness = new Readiness();
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        server = Listener.start(
                WebServer.builder()
                        .host(settings.http().host())
                        .port(settings.http().port())
                        .shutdownHook(false)
                        .routing(routing -> routing.register(new OperationsEndpoint(readiness, registry)))
                        .build(),
                settings.http());
        reader = KafkaReader.open(kafka, settings.group(), settings.maxPollRecords(), clock);
        clientMetrics = new KafkaClientMetrics(reader.client());
        clientMetrics.bindTo(registry);
        redis = RedisConnection.open(settings.redis());
        lake = new LakeSink(
                settings.lake(), new TableUpkeep(UPKEEP_COMMITS, settings.lakeHistory(), SNAPSHOTS_KEPT), clock);
        deadLetters = DeadLetterTopic.open(kafka);
        var stages = new EventLoop.Stages(
                reader,
                new MessageValidator(new EventValidator(clock)),
                new RedisCatalogue(redis),
                new RedisSink(redis, clock),
                lake,
                deadLetters);
        loop = new EventLoop(settings.commit(), stages, readiness, new ConsumerMetrics(registry), clock);
    }

    /** Where health and metrics are. */
    int port() {
        return server.port();
    }

    @Override
    public void await() {
        synchronized (this) {
            if (closed) {
                return;
            }
            begun = true;
        }
        try {
            loop.run();
        } finally {
            ended.countDown();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        reader.stop();
        if (begun && !endedInTime()) {
            LOG.warn("the loop did not end within {}: what it had read will be read again", STOP_LIMIT);
            return;
        }
        clientMetrics.close();
        reader.close();
        deadLetters.close();
        lake.close();
        redis.close();
        server.stop();
    }

    private boolean endedInTime() {
        try {
            return ended.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
