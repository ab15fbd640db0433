package dev.shoplake.producers.collect;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shoplake.contracts.event.Event;
import dev.shoplake.contracts.event.EventType;
import dev.shoplake.contracts.event.EventValidator;
import dev.shoplake.contracts.event.Verdict;
import dev.shoplake.contracts.topic.Topics;
import dev.shoplake.producers.collect.Receipt.Rejection;
import dev.shoplake.producers.publish.Delivery;
import dev.shoplake.producers.publish.DeliveryException;
import dev.shoplake.producers.publish.EventPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Judges the events of a batch and sends the good ones to Kafka. Safe for use by several threads. */
final class Intake {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private final EventValidator validator;
    private final EventPublisher publisher;
    private final MeterRegistry metrics;

    Intake(EventValidator validator, EventPublisher publisher, MeterRegistry metrics) {
        this.validator = validator;
        this.publisher = publisher;
        this.metrics = metrics;
    }

    /**
     * Takes a batch in; returns when Kafka has acknowledged every accepted event.
     *
     * @throws DeliveryException if Kafka did not acknowledge one; others of the batch may be stored
     */
    Receipt take(List<byte[]> messages) {
        var rejected = new ArrayList<Rejection>();
        var deliveries = new ArrayList<CompletableFuture<Delivery>>();
        for (int index = 0; index < messages.size(); index++) {
            var message = messages.get(index);
            switch (validator.validate(message)) {
                case Verdict.Accepted(Event event) -> {
                    var type = event.type().wireName();
                    var delivery = publisher
                            .publish(Topics.of(event.type()), event.common().userId(), message)
                            .whenComplete(
                                    (stored, failure) -> count(type, failure == null ? "accepted" : "undelivered"));
                    deliveries.add(delivery);
                    if (delivery.isCompletedExceptionally()) {
                        // Kafka is away: each further event would wait as long as this one did
                        return awaitAll(deliveries, rejected);
                    }
                }
                case Verdict.Rejected refusal -> {
                    rejected.add(new Rejection(index, text(message, "event_id"), refusal.reasons()));
                    var type = text(message, "event_type");
                    count(type != null && EventType.ofWireName(type).isPresent() ? type : "unknown", "rejected");
                }
            }
        }
        return awaitAll(deliveries, rejected);
    }

    private static Receipt awaitAll(List<CompletableFuture<Delivery>> deliveries, List<Rejection> rejected) {
        try {
            CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof DeliveryException failure ? failure : e;
        }
        return new Receipt(deliveries.size(), rejected);
    }

    private void count(String type, String verdict) {
        metrics.counter("shoplake.collector.events", "type", type, "verdict", verdict)
                .increment();
    }

    private static @Nullable String text(byte[] message, String field) {
        try {
            return MAPPER.readTree(message).path(field).textValue();
        } catch (IOException e) {
            return null;
        }
    }
}
