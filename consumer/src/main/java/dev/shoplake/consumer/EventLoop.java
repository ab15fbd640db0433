package dev.shoplake.consumer;

import dev.shoplake.consumer.deadletter.DeadLetter;
import dev.shoplake.consumer.deadletter.DeadLetterTopic;
import dev.shoplake.consumer.deduplicate.AcceptedMessage;
import dev.shoplake.consumer.deduplicate.UserBatch;
import dev.shoplake.consumer.read.KafkaReader;
import dev.shoplake.consumer.read.Message;
import dev.shoplake.consumer.read.ServerAwayException;
import dev.shoplake.consumer.store.lake.LakeBatch;
import dev.shoplake.consumer.store.lake.LakeSink;
import dev.shoplake.consumer.store.lake.StaleWriterException;
import dev.shoplake.consumer.store.redis.RedisCatalogue;
import dev.shoplake.consumer.store.redis.RedisSink;
import dev.shoplake.consumer.validate.MessageValidator;
import dev.shoplake.contracts.event.Verdict;
import dev.shoplake.runtime.operations.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a message: read, validate, tell duplicates and store activity, then at intervals commit rows and offsets to
 * the lake. Whatever happens between two commits is read again from the lake's offsets, and changes nothing twice.
 */
final class EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
    private static final double SILENCE_SECONDS = 6;

    private final ConsumerSettings.Commit limits;
    private final KafkaReader reader;
    private final MessageValidator validator;
    private final RedisCatalogue catalogue;
    private final RedisSink redis;
    private final LakeSink lake;
    private final DeadLetterTopic deadLetters;
    private final Patience patience;
    private final Readiness readiness;
    private final ConsumerMetrics metrics;
    private final Clock clock;
    private LakeBatch batch = new LakeBatch();
    private Instant commitDue = Instant.MAX;
    private Instant watchDue = Instant.MIN;

    EventLoop(
            ConsumerSettings.Commit limits, Stages stages, Readiness readiness, ConsumerMetrics metrics, Clock clock) {
        this.limits = limits;
        reader = stages.reader();
        validator = stages.validator();
        catalogue = stages.catalogue();
        redis = stages.redis();
        lake = stages.lake();
        deadLetters = stages.deadLetters();
        patience = new Patience(reader, readiness, clock);
        this.readiness = readiness;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What a message passes through. */
    record Stages(
            KafkaReader reader,
            MessageValidator validator,
            RedisCatalogue catalogue,
            RedisSink redis,
            LakeSink lake,
            DeadLetterTopic deadLetters) {}

    /** Runs until the reader is told to stop; what was read by then is committed. */
    void run() {
        readiness.notReady("kafka", "not a member of the group yet");
        reader.subscribe(this::commitBeforeRevoke);
        while (!reader.isStopping()) {
            try {
                turn();
            } catch (Patience.AbandonedException e) {
                LOG.info("{}; reading goes on from the lake's offsets", e.getMessage());
                reader.startOver();
            } catch (StaleWriterException e) {
                LOG.warn("{}; reading goes on from the lake's offsets", e.getMessage());
                reader.startOver();
            }
        }
        commitOnce();
    }

    private void turn() {
        if (reader.assignmentChanged()) {
            takeOver();
        }
        var messages = reader.poll();
        if (!messages.isEmpty()) {
            take(messages);
        }
        if (clock.instant().isAfter(commitDue)
                || batch.rows() >= limits.rows()
                || batch.bytes() >= limits.megabytes() * 1024L * 1024L) {
            commit();
        }
        watch();
    }

    /** Begins anew with the partitions that are ours now; what is not in the lake yet will be read again. */
    private void takeOver() {
        empty();
        var partitions = patience.await("kafka", reader::takeAssignment);
        patience.await("redis", catalogue::load);
        reader.startFrom(patience.await("lake", () -> lake.resume(partitions)));
    }

    private void take(List<Message> messages) {
        metrics.polled(messages.size());
        var events = new ArrayList<AcceptedMessage>(messages.size());
        var refused = new ArrayList<DeadLetter>();
        var unknown = new HashSet<String>();
        for (var message : messages) {
            if (message.offset() < lake.committed(message.source())) {
                continue; // the broker has lost messages and counts anew: these offsets are in the lake
            }
            switch (validator.readEvent(message)) {
                case Verdict.Accepted(var event) -> {
                    events.add(new AcceptedMessage(message, event));
                    validator.collectUnknown(event, catalogue, unknown);
                }
                case Verdict.Rejected(var reasons) -> refused.add(DeadLetter.of(message, reasons));
            }
        }
        if (!unknown.isEmpty()) {
            patience.await("redis", () -> catalogue.learn(unknown));
        }
        var accepted = new ArrayList<AcceptedMessage>(events.size());
        for (var event : events) {
            switch (validator.judge(event.message(), event.event(), catalogue)) {
                case Verdict.Accepted _ -> accepted.add(event);
                case Verdict.Rejected(var reasons) -> refused.add(DeadLetter.of(event.message(), reasons));
            }
        }
        store(accepted, refused);
    }

    private void store(List<AcceptedMessage> accepted, List<DeadLetter> refused) {
        var users = UserBatch.split(accepted);
        var arrivals = patience.await("redis", () -> redis.take(users, lake::committed));
        if (batch.isEmpty()) {
            commitDue = clock.instant().plus(limits.interval());
        }
        for (int user = 0; user < users.size(); user++) {
            var events = users.get(user).events();
            for (int index = 0; index < events.size(); index++) {
                if (arrivals.get(user).get(index).isAccepted()) {
                    batch.accept(events.get(index));
                } else {
                    batch.passOver(events.get(index).message());
                }
            }
        }
        refused.forEach(batch::reject);
    }

    private void commit() {
        if (batch.isEmpty()) {
            return;
        }
        var begun = clock.instant();
        if (!batch.deadLetters().isEmpty()) {
            patience.await("dead_letter", () -> deadLetters.send(batch.deadLetters()));
        }
        var files = patience.await("lake", () -> lake.write(batch));
        patience.await("lake", () -> lake.commit(batch, files));
        committed(begun);
    }

    /** One attempt, when there is no time for more. What fails here is read again by whoever owns the partitions next. */
    private void commitOnce() {
        if (batch.isEmpty() || reader.assignmentChanged()) {
            return;
        }
        try {
            var begun = clock.instant();
            deadLetters.send(batch.deadLetters());
            lake.commit(batch, lake.write(batch));
            committed(begun);
        } catch (ServerAwayException | StaleWriterException e) {
            LOG.warn("{} rows were not committed and will be read again", batch.rows(), e);
        }
    }

    private void commitBeforeRevoke() {
        commitOnce();
        empty();
    }

    private void committed(Instant begun) {
        var duration = Duration.between(begun, clock.instant());
        LOG.info(
                "committed {} rows, {} of them dead letters, in {}",
                batch.rows(),
                batch.deadLetters().size(),
                duration);
        metrics.committed(batch.counts(), duration);
        reader.noteCommitted(batch.nextOffsets());
        empty();
    }

    private void empty() {
        batch = new LakeBatch();
        commitDue = Instant.MAX;
    }

    private void watch() {
        if (clock.instant().isBefore(watchDue)) {
            return;
        }
        watchDue = clock.instant().plus(WATCH_INTERVAL);
        metrics.lag(reader.lag());
        var silence = reader.secondsSinceHeartbeat();
        if (silence < 0) {
            readiness.notReady("kafka", "not a member of the group yet");
        } else if (silence > SILENCE_SECONDS) {
            readiness.notReady("kafka", "away for PT%.0fS".formatted(silence));
        } else {
            readiness.ready(
                    "kafka",
                    "member of the group, %d messages behind"
                            .formatted(reader.lag().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum()));
        }
    }
}
