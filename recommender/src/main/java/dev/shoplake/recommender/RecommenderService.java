package dev.shoplake.recommender;

import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.recommender.copy.CatalogueCopy;
import dev.shoplake.recommender.copy.ModelCopy;
import dev.shoplake.recommender.copy.TrendingCopy;
import dev.shoplake.recommender.landing.LandingEndpoint;
import dev.shoplake.recommender.refresh.RefreshMetrics;
import dev.shoplake.recommender.refresh.Refresher;
import dev.shoplake.recommender.repeat.RepeatedTask;
import dev.shoplake.recommender.serve.Impressions;
import dev.shoplake.recommender.serve.RecommendationServer;
import dev.shoplake.recommender.store.RedisMarks;
import dev.shoplake.recommender.store.RedisUsers;
import dev.shoplake.recommender.trend.ForwardDecay;
import dev.shoplake.recommender.trend.RedisTrending;
import dev.shoplake.recommender.trend.TrendingStream;
import dev.shoplake.runtime.operations.OperationsEndpoint;
import dev.shoplake.runtime.operations.Readiness;
import dev.shoplake.runtime.process.Service;
import dev.shoplake.runtime.redis.RedisConnection;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/**
 * The parts of the recommender in one process. They start whether or not their servers are there, wait for them, and keep
 * what they have while one is away.
 */
final class RecommenderService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(RecommenderService.class);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);

    private final RecommenderSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Readiness readiness = new Readiness();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private RecommenderService(RecommenderSettings settings) {
        this.settings = settings;
    }

    /**
     * Starts everything.
     *
     * @throws RuntimeException if the port is taken
     */
    static RecommenderService open(RecommenderSettings settings) {
        var service = new RecommenderService(settings);
        try {
            service.start();
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    @Override
    public void await() throws InterruptedException {
        closed.await();
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.warn("a part did not stop in order", e);
            }
        }
        closed.countDown();
    }

    private void start() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        parts.push(registry::close);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        var redis = own(RedisConnection.open(settings.redis()));
        repeat("redis", PROBE_INTERVAL, () -> readiness.ready("redis", redis.ping()));

        var catalogue = new CatalogueCopy(redis);
        var trending = new TrendingCopy(redis, clock);
        var models = new ModelCopy(redis, product -> catalogue.current().isRecommendable(product));
        var marks = new RedisMarks(redis);
        var users = new RedisUsers(redis, marks);
        startCopies(catalogue, models);
        startTrending(redis, catalogue, trending, registry);
        startRefresh(
                new Refresher(models, marks, users, new RefreshMetrics(registry), clock, settings.batchUsers()),
                models);

        var impressions = own(new Impressions(settings.kafka().bootstrapServers(), registry));
        var server = own(new RecommendationServer(
                settings.http(),
                catalogue,
                trending,
                models,
                users,
                impressions,
                new LandingEndpoint(settings.landing(), readiness),
                new OperationsEndpoint(readiness, registry),
                registry,
                clock));
        server.start();
        LOG.info("recommendations at http://{}:{}", settings.http().host(), server.port());
    }

    private void startCopies(CatalogueCopy catalogue, ModelCopy models) {
        repeat("catalogue", settings.catalogueInterval(), () -> {
            catalogue.reload();
            readiness.ready(
                    "catalogue", "%,d products".formatted(catalogue.current().size()));
        });
        repeat("model", settings.reloadInterval(), () -> {
            models.reload();
            readiness.ready(
                    "model",
                    models.current()
                            .map(live -> "%s, %,d products".formatted(live.version(), live.size()))
                            .orElse("no model yet: answers come from trending"));
        });
    }

    private void startTrending(
            RedisClient redis, CatalogueCopy catalogue, TrendingCopy trending, PrometheusMeterRegistry registry) {
        var bootstrapServers = settings.kafka().bootstrapServers();
        var stream = own(new TrendingStream(
                bootstrapServers,
                settings.stateDirectory(),
                new EventValidator(clock),
                new ForwardDecay(settings.trendingHalfLife()),
                new RedisTrending(redis),
                catalogue::current,
                registry));
        stream.start();
        repeat("trending", settings.reloadInterval(), () -> {
            trending.reload(catalogue.current());
            stream.requireAlive();
            readiness.ready(
                    "trending",
                    "%d products".formatted(trending.current().overall().size()));
        });
        var probe = own(new KafkaProbe(bootstrapServers));
        repeat("kafka", PROBE_INTERVAL, () -> readiness.ready("kafka", "%d brokers".formatted(probe.brokers())));
    }

    private void startRefresh(Refresher refresher, ModelCopy models) {
        repeatWhileBusy("refresh", settings.pollInterval(), () -> {
            boolean more = refresher.refreshSome();
            readiness.ready(
                    "refresh",
                    models.current().isEmpty()
                            ? "waits for a model"
                            : "follows active users, %,d to rank again".formatted(refresher.backlog()));
            return more;
        });
    }

    private void repeat(String name, Duration interval, Runnable step) {
        repeatWhileBusy(name, interval, () -> {
            step.run();
            return false;
        });
    }

    /** Not ready until the first step has succeeded, nor while steps fail. */
    private void repeatWhileBusy(String name, Duration interval, RepeatedTask.Step step) {
        readiness.notReady(name, "starting");
        own(RepeatedTask.start(
                name, interval, step, failure -> readiness.notReady(name, String.valueOf(failure.getMessage()))));
    }

    private <T extends AutoCloseable> T own(T part) {
        parts.push(part);
        return part;
    }
}
