package dev.shoplake.recommender.trend;

import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Verdict;
import dev.shoplake.contracts.ranking.InteractionWeights;
import dev.shoplake.contracts.redis.ActivityEntry;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns each message into what it adds to the scores of its products. What the consumer refuses counts nothing: no event, an
 * event in another type's topic, a key that is not the user.
 */
final class Contributions extends ContextualProcessor<String, byte[], String, Double> {
    private static final Logger LOG = LoggerFactory.getLogger(Contributions.class);

    private final EventValidator validator;
    private final ForwardDecay decay;

    Contributions(EventValidator validator, ForwardDecay decay) {
        this.validator = validator;
        this.decay = decay;
    }

    @Override
    public void process(Record<String, byte[]> message) {
        var event = event(message.value());
        if (event == null) {
            return;
        }
        var topic = context().recordMetadata().map(RecordMetadata::topic).orElse("");
        if (!topic.equals(event.type().wireName()) || !event.common().userId().equals(message.key())) {
            return;
        }
        for (var entry : ActivityEntry.of(event)) {
            double weight = InteractionWeights.DEFAULT.of(entry.type(), entry.amount());
            if (weight > 0) {
                context().forward(message.withKey(entry.productId()).withValue(decay.score(weight, entry.at())));
            }
        }
    }

    /** Null for what is no event. A message that the validator itself stumbles over must not stop the count for ever. */
    private @Nullable Event event(byte @Nullable [] message) {
        if (message == null) {
            return null;
        }
        try {
            return validator.validate(message) instanceof Verdict.Accepted(Event event) ? event : null;
        } catch (RuntimeException e) {
            LOG.warn("task {}: a message is not counted", context().taskId(), e);
            return null;
        }
    }
}
